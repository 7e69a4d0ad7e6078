# shellcheck shell=bash
# What follows is not generated: it stands in completions/parts/.

# Readline cuts words at ":", "@" and "=", of which references and options are made. Before the functions
# above are asked the words are put together again, and of what they offer the part that readline leaves
# alone is taken off.

# shellcheck disable=SC2154 # cur is a variable of the caller.
# Only names of files are to be quoted, and to get a slash where they are folders.
__pcocc_add_completions() {
    local completion
    case "${1}" in
    -d | -f | -o) compopt -o filenames ;;
    esac
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

# Sets typed_words to the words up to the cursor: pieces without a blank between them are one word.
__pcocc_read_words() {
    local rest="${COMP_LINE:0:COMP_POINT}" blanks piece
    local -i index
    typed_words=()
    for ((index = 0; index <= COMP_CWORD; index++)); do
        blanks="${rest%%[![:space:]]*}"
        rest="${rest:${#blanks}}"
        piece="${COMP_WORDS[index]}"
        piece="${piece:0:${#rest}}"
        rest="${rest:${#piece}}"
        if [[ "${index}" -eq 0 || -n "${blanks}" ]]; then
            typed_words+=("${piece}")
        else
            typed_words[-1]+="${piece}"
        fi
    done
}

# Sets verb to the index of the verb in typed_words, or to 0.
__pcocc_find_verb() {
    local -i index
    local is_image=false
    verb=0
    for ((index = 1; index < ${#typed_words[@]} - 1; index++)); do
        case "${typed_words[index]}" in
        -*) ;;
        image) "${is_image}" && verb=index && return || is_image=true ;;
        *) "${is_image}" && verb=index && return ;;
        esac
    done
}

# Asks for what can stand for the last of the words that are the arguments.
__pcocc_ask() {
    local -a COMP_WORDS=("${@}")
    local -i COMP_CWORD="$(($# - 1))"
    local COMP_LINE="${*}"
    local -i COMP_POINT="${#COMP_LINE}"
    # Whatever goes wrong, nothing is said in the middle of the line.
    _pcocc "${1}" "${!#}" "${@:$#-1:1}" 2>/dev/null
    trap - RETURN
}

_pcocc_typed() {
    local -a typed_words
    __pcocc_read_words
    local word="${typed_words[-1]#[\"\']}"
    word="${word//\\/}"
    if [[ "${word}" = --*=* ]]; then
        typed_words[-1]="${word%%=*}"
        typed_words+=('')
        word="${word#*=}"
    fi
    typed_words[-1]="${word}"
    local -r replaced="${2//\\/}"
    local -r kept="${word%"${replaced}"}"

    # The program may be called as "pcocc-image", and expand "~" itself it cannot.
    typed_words[0]="${typed_words[0]/#\~\//${HOME}/}"
    [[ "${typed_words[0]##*/}" = pcocc-image ]] &&
        typed_words=("${typed_words[0]}" image "${typed_words[@]:1}")

    local -i index verb
    __pcocc_find_verb
    local -ir last="$((${#typed_words[@]} - 1))"
    local -a first=("${typed_words[@]:0:verb+1}") rest=("${typed_words[@]:verb+1}")
    local implied=
    case "${verb} ${typed_words[verb]}" in
    0\ *) ;;
    *\ import | *\ export)
        # The kind of image may be left out.
        for ((index = verb + 1; index < last; index++)); do
            if [[ "${typed_words[index]}" = vm && "${typed_words[index - 1]}" != -* ]]; then
                unset "typed_words[index]"
                break
            fi
        done
        ;;
    *\ stage) implied='get' ;;
    *\ lease) implied=take ;;
    esac
    case "${rest[0]}" in
    list | drop | get | take) [[ "${#rest[@]}" -gt 1 ]] && implied= ;;
    esac
    # Instead of an image, the first word may be another verb.
    if [[ -z "${implied}" || ("${#rest[@]}" -eq 1 && "${word}" != -*) ]]; then
        __pcocc_ask "${typed_words[@]}"
    fi
    [[ -n "${implied}" ]] && __pcocc_ask "${first[@]}" "${implied}" "${rest[@]}"

    for index in "${!COMPREPLY[@]}"; do
        COMPREPLY[index]="${COMPREPLY[index]#"${kept}"}"
    done
    # After the name of a repository goes that of an image.
    [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" = *: ]] && compopt -o nospace
    return 0
}

complete -o nosort -F _pcocc_typed pcocc pcocc-image
