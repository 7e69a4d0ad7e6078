# What follows is not generated: it stands in completions/parts/.

# The words before the cursor as if all had been typed that may be left out; with -tC the place of the
# cursor in its word. They are asked for a hundred times for one key, so they are kept.
function __pcocc_tokens
    if test "$argv[1]" = -tC
        string length -- "$(commandline -ct)"
        return
    end
    set -l line "$(commandline -cp)"
    if test "$line" != "$__pcocc_line"
        set -g __pcocc_words (__pcocc_read_tokens)
        set -g __pcocc_line $line
    end
    printf '%s\n' $__pcocc_words
end

# Whether the words are those of a command or of one below it: quicker than to parse them.
function __pcocc_is_typed
    __pcocc_tokens >/dev/null
    string match -q -- "$argv[1] *" "$(string match -v -- '-*' $__pcocc_words | string join ' ') "
end

function __pcocc_read_tokens
    set -l tokens (commandline -opc)
    set tokens[1] (string replace -r '.*/' '' -- $tokens[1])
    if test "$tokens[1]" = pcocc-image
        set tokens pcocc image $tokens[2..]
    end
    set -l verb 0
    set -l is_image 0
    set -l index 1
    for token in $tokens[2..]
        set index (math $index + 1)
        string match -q -- '-*' $token; and continue
        if test $is_image -eq 1
            set verb $index
            break
        end
        test "$token" = image; and set is_image 1
    end
    if test $verb -gt 0
        set -l implied
        switch $tokens[$verb]
            case import export
                # The kind of image may be left out.
                set index (contains -i -- vm $tokens)
                and not string match -q -- '-*' $tokens[(math $index - 1)]
                and set -e tokens[$index]
            case stage
                set implied get
            case lease
                set implied take
        end
        set -l next $tokens[(math $verb + 1)]
        if test -n "$implied"
            and not contains -- "$next" list drop get take
            and begin
                test -n "$next"
                or string match -q -- '-*' (commandline -ct)
            end
            set tokens $tokens[..$verb] $implied $tokens[(math $verb + 1)..]
        end
    end
    printf '%s\n' $tokens
end

function __pcocc_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l program (string replace -r '^~/' $HOME/ -- (commandline -opc)[1])
    # Whatever goes wrong, nothing is said in the middle of the line.
    command $program $argv (__pcocc_tokens -pc) "$(commandline -ct)" 2>/dev/null
end

# "stage IMAGE" and "lease IMAGE" have a verb left out; instead of an image, the word may be another verb.
complete -c pcocc -n '__pcocc_is_typed "pcocc image stage"' -n '__pcocc_should_offer_completions_for_positional "pcocc image stage" -eq 1' -fka '(__pcocc_custom_completion ---completion image stage get -- positional@0 (count (__pcocc_tokens -pc)) (__pcocc_tokens -tC))'
complete -c pcocc -n '__pcocc_is_typed "pcocc image lease"' -n '__pcocc_should_offer_completions_for_positional "pcocc image lease" -eq 1' -fka '(__pcocc_custom_completion ---completion image lease take -- positional@0 (count (__pcocc_tokens -pc)) (__pcocc_tokens -tC))'
