#!/bin/bash

__pcocc_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__pcocc_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}


__pcocc_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_pcocc() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--verbose -v --quiet -q --version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=(--color)
    __pcocc_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    image|help)
        # Offer subcommand argument completions
        "_pcocc_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'image help' -- "${cur}"))
        ;;
    esac
}

_pcocc_image() {
    repeating_flags=()
    non_repeating_flags=(--verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|find|show|path|inspect|import|export|copy|save|resize|flatten|history|diff|delete|undelete|rename|set|unset|tag|protect|unprotect|deactivate|reactivate|share|unshare|members|accept|reject|stage|lease|task|trash|verify|repair|refresh|repo|config)
        # Offer subcommand argument completions
        "_pcocc_image_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list find show path inspect import export copy save resize flatten history diff delete undelete rename set unset tag protect unprotect deactivate reactivate share unshare members accept reject stage lease task trash verify repair refresh repo config' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_list() {
    repeating_flags=()
    non_repeating_flags=(--protected --no-protected --hidden --all-revisions --long --refresh --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(--tag --property --created-at --updated-at --sort-key --sort-dir -c --column)
    non_repeating_options=(-R --repo --name --id --status --container-format --disk-format --owner --visibility --member-status --size-min --size-max --min-disk --min-ram --sort --marker --limit --format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-R'|'--repo')
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image list -- --repo "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    '--name')
        return
        ;;
    '--id')
        return
        ;;
    '--status')
        __pcocc_add_completions -W 'queued'$'\n''saving'$'\n''active'$'\n''deactivated'$'\n''deleted'
        return
        ;;
    '--container-format')
        __pcocc_add_completions -W 'bare'$'\n''ami'$'\n''ari'$'\n''aki'$'\n''ovf'$'\n''ova'$'\n''docker'$'\n''compressed'
        return
        ;;
    '--disk-format')
        __pcocc_add_completions -W 'ami'$'\n''ari'$'\n''aki'$'\n''vhd'$'\n''vhdx'$'\n''vmdk'$'\n''raw'$'\n''qcow2'$'\n''vdi'$'\n''iso'$'\n''ploop'$'\n''qed'
        return
        ;;
    '--owner')
        return
        ;;
    '--visibility')
        __pcocc_add_completions -W 'private'$'\n''shared'$'\n''community'$'\n''public'$'\n''all'
        return
        ;;
    '--member-status')
        __pcocc_add_completions -W 'pending'$'\n''accepted'$'\n''rejected'$'\n''all'
        return
        ;;
    '--tag')
        return
        ;;
    '--size-min')
        return
        ;;
    '--size-max')
        return
        ;;
    '--min-disk')
        return
        ;;
    '--min-ram')
        return
        ;;
    '--property')
        return
        ;;
    '--created-at')
        return
        ;;
    '--updated-at')
        return
        ;;
    '--sort')
        __pcocc_add_completions -W 'name'$'\n''status'$'\n''id'$'\n''owner'$'\n''visibility'$'\n''size'$'\n''container_format'$'\n''disk_format'$'\n''created_at'$'\n''updated_at'$'\n''min_disk'$'\n''min_ram'
        return
        ;;
    '--sort-key')
        __pcocc_add_completions -W 'name'$'\n''status'$'\n''id'$'\n''owner'$'\n''visibility'$'\n''size'$'\n''container_format'$'\n''disk_format'$'\n''created_at'$'\n''updated_at'$'\n''min_disk'$'\n''min_ram'
        return
        ;;
    '--sort-dir')
        __pcocc_add_completions -W 'asc'$'\n''desc'
        return
        ;;
    '--marker')
        return
        ;;
    '--limit')
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image list -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_find() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image find -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_show() {
    repeating_flags=()
    non_repeating_flags=(--attributes --refresh --json --utc --bytes --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image show -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_path() {
    repeating_flags=()
    non_repeating_flags=(--force --lease --job --json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--until --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--until')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image path -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_inspect() {
    repeating_flags=()
    non_repeating_flags=(--force --json --utc --bytes --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(-t --format --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-t'|'--format')
        __pcocc_add_completions -W 'raw'$'\n''qcow2'$'\n''qed'$'\n''vdi'$'\n''vpc'$'\n''vmdk'
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -f
        return
        ;;
    esac
}

_pcocc_image_import() {
    repeating_flags=()
    non_repeating_flags=(--force --allow-extents --checksum --protected --no-protected --hidden --no-hidden --background --json --verbose -v --quiet -q --version -h --help)
    repeating_options=(--tag --property)
    non_repeating_options=(-t --format --compress --id --min-disk --min-ram --owner --visibility --container-format --disk-format -m --message --description --progress --threads --color)
    __pcocc_offer_flags_options 3

    # Offer option value completions
    case "${prev}" in
    '-t'|'--format')
        __pcocc_add_completions -W 'raw'$'\n''qcow2'$'\n''qed'$'\n''vdi'$'\n''vpc'$'\n''vmdk'
        return
        ;;
    '--compress')
        __pcocc_add_completions -W 'zlib'$'\n''zstd'
        return
        ;;
    '--id')
        return
        ;;
    '--min-disk')
        return
        ;;
    '--min-ram')
        return
        ;;
    '--owner')
        return
        ;;
    '--visibility')
        __pcocc_add_completions -W 'private'$'\n''shared'$'\n''community'$'\n''public'
        return
        ;;
    '--container-format')
        __pcocc_add_completions -W 'bare'$'\n''ami'$'\n''ari'$'\n''aki'$'\n''ovf'$'\n''ova'$'\n''docker'$'\n''compressed'
        return
        ;;
    '--disk-format')
        __pcocc_add_completions -W 'ami'$'\n''ari'$'\n''aki'$'\n''vhd'$'\n''vhdx'$'\n''vmdk'$'\n''raw'$'\n''qcow2'$'\n''vdi'$'\n''iso'$'\n''ploop'$'\n''qed'
        return
        ;;
    '--tag')
        return
        ;;
    '--property')
        return
        ;;
    '-m'|'--message'|'--description')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -f
        return
        ;;
    2)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image import -- positional@1 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_export() {
    repeating_flags=()
    non_repeating_flags=(--force --background --json --verbose -v --quiet -q --version -h --help)
    repeating_options=(-o --options)
    non_repeating_options=(-t --format --compress --progress --threads --color)
    __pcocc_offer_flags_options 3

    # Offer option value completions
    case "${prev}" in
    '-t'|'--format')
        __pcocc_add_completions -W 'raw'$'\n''qcow2'$'\n''qed'$'\n''vdi'$'\n''vpc'$'\n''vmdk'
        return
        ;;
    '-o'|'--options')
        return
        ;;
    '--compress')
        __pcocc_add_completions -W 'zlib'$'\n''zstd'
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image export -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __pcocc_add_completions -f
        return
        ;;
    esac
}

_pcocc_image_copy() {
    repeating_flags=()
    non_repeating_flags=(--protected --no-protected --hidden --no-hidden --force --background --json --verbose -v --quiet -q --version -h --help)
    repeating_options=(--tag --property)
    non_repeating_options=(--id --min-disk --min-ram --owner --visibility --container-format --disk-format --progress --threads --color)
    __pcocc_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--id')
        return
        ;;
    '--min-disk')
        return
        ;;
    '--min-ram')
        return
        ;;
    '--owner')
        return
        ;;
    '--visibility')
        __pcocc_add_completions -W 'private'$'\n''shared'$'\n''community'$'\n''public'
        return
        ;;
    '--container-format')
        __pcocc_add_completions -W 'bare'$'\n''ami'$'\n''ari'$'\n''aki'$'\n''ovf'$'\n''ova'$'\n''docker'$'\n''compressed'
        return
        ;;
    '--disk-format')
        __pcocc_add_completions -W 'ami'$'\n''ari'$'\n''aki'$'\n''vhd'$'\n''vhdx'$'\n''vmdk'$'\n''raw'$'\n''qcow2'$'\n''vdi'$'\n''iso'$'\n''ploop'$'\n''qed'
        return
        ;;
    '--tag')
        return
        ;;
    '--property')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image copy -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image copy -- positional@1 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_save() {
    repeating_flags=()
    non_repeating_flags=(--force --allow-extents --full --allow-empty --protected --no-protected --hidden --no-hidden --background --json --verbose -v --quiet -q --version -h --help)
    repeating_options=(--tag --property)
    non_repeating_options=(-t --format --base --max-layers -d --dest --id --min-disk --min-ram --owner --visibility --container-format --disk-format -m --message --description --progress --threads --color)
    __pcocc_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '-t'|'--format')
        __pcocc_add_completions -W 'raw'$'\n''qcow2'$'\n''qed'$'\n''vdi'$'\n''vpc'$'\n''vmdk'
        return
        ;;
    '--base')
        return
        ;;
    '--max-layers')
        return
        ;;
    '-d'|'--dest')
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image save -- --dest "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    '--id')
        return
        ;;
    '--min-disk')
        return
        ;;
    '--min-ram')
        return
        ;;
    '--owner')
        return
        ;;
    '--visibility')
        __pcocc_add_completions -W 'private'$'\n''shared'$'\n''community'$'\n''public'
        return
        ;;
    '--container-format')
        __pcocc_add_completions -W 'bare'$'\n''ami'$'\n''ari'$'\n''aki'$'\n''ovf'$'\n''ova'$'\n''docker'$'\n''compressed'
        return
        ;;
    '--disk-format')
        __pcocc_add_completions -W 'ami'$'\n''ari'$'\n''aki'$'\n''vhd'$'\n''vhdx'$'\n''vmdk'$'\n''raw'$'\n''qcow2'$'\n''vdi'$'\n''iso'$'\n''ploop'$'\n''qed'
        return
        ;;
    '--tag')
        return
        ;;
    '--property')
        return
        ;;
    '-m'|'--message'|'--description')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -f
        return
        ;;
    2)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image save -- positional@1 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_resize() {
    repeating_flags=()
    non_repeating_flags=(--shrink --json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(-m --message --description --progress --threads --color)
    __pcocc_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '-m'|'--message'|'--description')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image resize -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_flatten() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(-m --message --description --progress --threads --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-m'|'--message'|'--description')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image flatten -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_history() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image history -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_diff() {
    repeating_flags=()
    non_repeating_flags=(--exit-code --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --progress --threads --color)
    __pcocc_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image diff -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image diff -- positional@1 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_delete() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image delete -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_undelete() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image undelete -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_rename() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image rename -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_set() {
    repeating_flags=()
    non_repeating_flags=(--protected --no-protected --hidden --no-hidden --json --verbose -v --quiet -q --version -h --help)
    repeating_options=(--tag --property)
    non_repeating_options=(--name --min-disk --min-ram --owner --visibility --container-format --disk-format --color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--name')
        return
        ;;
    '--min-disk')
        return
        ;;
    '--min-ram')
        return
        ;;
    '--owner')
        return
        ;;
    '--visibility')
        __pcocc_add_completions -W 'private'$'\n''shared'$'\n''community'$'\n''public'
        return
        ;;
    '--container-format')
        __pcocc_add_completions -W 'bare'$'\n''ami'$'\n''ari'$'\n''aki'$'\n''ovf'$'\n''ova'$'\n''docker'$'\n''compressed'
        return
        ;;
    '--disk-format')
        __pcocc_add_completions -W 'ami'$'\n''ari'$'\n''aki'$'\n''vhd'$'\n''vhdx'$'\n''vmdk'$'\n''raw'$'\n''qcow2'$'\n''vdi'$'\n''iso'$'\n''ploop'$'\n''qed'
        return
        ;;
    '--tag')
        return
        ;;
    '--property')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image set -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_unset() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=(--tag --property)
    non_repeating_options=(--color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--tag')
        return
        ;;
    '--property')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image unset -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_tag() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    add|remove)
        # Offer subcommand argument completions
        "_pcocc_image_tag_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'add remove' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_tag_add() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image tag add -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_tag_remove() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image tag remove -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_protect() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image protect -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_unprotect() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image unprotect -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_deactivate() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image deactivate -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_reactivate() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image reactivate -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_share() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image share -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_unshare() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image unshare -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_members() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image members -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_accept() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image accept -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_reject() {
    repeating_flags=()
    non_repeating_flags=(--pending --json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image reject -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_stage() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    get|list|drop)
        # Offer subcommand argument completions
        "_pcocc_image_stage_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'get list drop' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_stage_get() {
    repeating_flags=()
    non_repeating_flags=(--layers --force --lease --job --json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(-t --format --dir --limit --wait --until --progress --threads --color)
    __pcocc_offer_flags_options 2

    # Offer option value completions
    case "${prev}" in
    '-t'|'--format')
        __pcocc_add_completions -W 'qcow2'$'\n''raw'
        return
        ;;
    '--dir')
        __pcocc_add_completions -d
        return
        ;;
    '--limit')
        return
        ;;
    '--wait')
        return
        ;;
    '--until')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image stage get -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    2)
        __pcocc_add_completions -d
        return
        ;;
    esac
}

_pcocc_image_stage_list() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--dir --format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--dir')
        __pcocc_add_completions -d
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -d
        return
        ;;
    esac
}

_pcocc_image_stage_drop() {
    repeating_flags=()
    non_repeating_flags=(--all --dry-run --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--dir --format -f -o --columns --color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--dir')
        __pcocc_add_completions -d
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image stage drop -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_lease() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    take|list|drop)
        # Offer subcommand argument completions
        "_pcocc_image_lease_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'take list drop' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_lease_take() {
    repeating_flags=()
    non_repeating_flags=(--job --json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--until --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--until')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image lease take -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_lease_list() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(-R --repo --format -f -o --columns --color)
    __pcocc_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-R'|'--repo')
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image lease list -- --repo "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_pcocc_image_lease_drop() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image lease drop -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_task() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|wait|cancel)
        # Offer subcommand argument completions
        "_pcocc_image_task_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show wait cancel' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_task_list() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_pcocc_image_task_show() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image task show -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_task_wait() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--timeout --color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--timeout')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image task wait -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_task_cancel() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image task cancel -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_trash() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|empty)
        # Offer subcommand argument completions
        "_pcocc_image_trash_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list empty' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_trash_list() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(-R --repo --format -f -o --columns --color)
    __pcocc_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-R'|'--repo')
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image trash list -- --repo "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_pcocc_image_trash_empty() {
    repeating_flags=()
    non_repeating_flags=(--now --dry-run --yes --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--older-than --format -f -o --columns --progress --threads --color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--older-than')
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image trash empty -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_verify() {
    repeating_flags=()
    non_repeating_flags=(--quick --quarantine --background --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--sample --part -R --repo --progress --threads --format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--sample')
        return
        ;;
    '--part')
        return
        ;;
    '-R'|'--repo')
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image verify -- --repo "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image verify -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_repair() {
    repeating_flags=()
    non_repeating_flags=(--quick --dry-run --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(--from -c --column)
    non_repeating_options=(-R --repo --progress --threads --format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--from')
        __pcocc_add_completions -f
        return
        ;;
    '-R'|'--repo')
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image repair -- --repo "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image repair -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_refresh() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image refresh -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_repo() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|init|upgrade|gc|doctor)
        # Offer subcommand argument completions
        "_pcocc_image_repo_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list init upgrade gc doctor' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_repo_list() {
    repeating_flags=()
    non_repeating_flags=(--show-origin --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_pcocc_image_repo_init() {
    repeating_flags=()
    non_repeating_flags=(--json --verbose -v --quiet -q --version -h --help)
    repeating_options=()
    non_repeating_options=(--shared --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--shared')
        __pcocc_add_completions -W 'private'$'\n''group'$'\n''all'
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image repo init -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_repo_upgrade() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image repo upgrade -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_repo_gc() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --now --yes --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--keep-last --older-than --grace --retention --format -f -o --columns --progress --threads --color)
    __pcocc_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--keep-last')
        return
        ;;
    '--older-than')
        return
        ;;
    '--grace')
        return
        ;;
    '--retention')
        return
        ;;
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--progress')
        __pcocc_add_completions -W 'auto'$'\n''plain'$'\n''none'$'\n''json'
        return
        ;;
    '--threads')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __pcocc_add_completions -W "$(__pcocc_custom_complete ---completion image repo gc -- positional@0 "${COMP_CWORD}" "$(__pcocc_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_pcocc_image_repo_doctor() {
    repeating_flags=()
    non_repeating_flags=(--write --peer --json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __pcocc_add_completions -d
        return
        ;;
    esac
}

_pcocc_image_config() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    check)
        # Offer subcommand argument completions
        "_pcocc_image_config_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'check' -- "${cur}"))
        ;;
    esac
}

_pcocc_image_config_check() {
    repeating_flags=()
    non_repeating_flags=(--json --utc --bytes -P --parsable -n --no-header -z --null --verbose -v --quiet -q --version -h --help)
    repeating_options=(-c --column)
    non_repeating_options=(--format -f -o --columns --color)
    __pcocc_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--format'|'-f')
        __pcocc_add_completions -W 'table'$'\n''json'$'\n''yaml'$'\n''csv'$'\n''value'
        return
        ;;
    '-c'|'--column')
        return
        ;;
    '-o'|'--columns')
        return
        ;;
    '--color')
        __pcocc_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_pcocc_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __pcocc_offer_flags_options -1
}

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
