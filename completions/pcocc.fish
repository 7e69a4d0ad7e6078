function __pcocc_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __pcocc_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __pcocc_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __pcocc_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __pcocc_parse_tokens -S
    set -l unparsed_tokens (__pcocc_tokens -pc)
    switch $unparsed_tokens[1]
    case 'pcocc'
        __pcocc_parse_subcommand 0 'v/verbose' 'q/quiet' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'image'
            __pcocc_parse_subcommand 0 'v/verbose' 'q/quiet' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __pcocc_parse_subcommand 1 'R/repo=' 'json' 'P/parsable' 'n/no-header' 'o/columns=' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'show'
                __pcocc_parse_subcommand 1 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'path'
                __pcocc_parse_subcommand 1 'lease' 'until=' 'job' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'inspect'
                __pcocc_parse_subcommand 1 't/format=' 'force' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'import'
                __pcocc_parse_subcommand 3 't/format=' 'force' 'allow-extents' 'compress=' 'm/message=' 'progress=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'export'
                __pcocc_parse_subcommand 3 't/format=' 'o/options=+' 'compress=' 'progress=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'copy'
                __pcocc_parse_subcommand 2 'progress=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'save'
                __pcocc_parse_subcommand 2 't/format=' 'force' 'allow-extents' 'base=' 'full' 'max-layers=' 'allow-empty' 'd/dest=' 'm/message=' 'progress=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'resize'
                __pcocc_parse_subcommand 2 'shrink' 'm/message=' 'progress=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'flatten'
                __pcocc_parse_subcommand 1 'm/message=' 'progress=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'history'
                __pcocc_parse_subcommand 1 'json' 'P/parsable' 'n/no-header' 'o/columns=' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'diff'
                __pcocc_parse_subcommand 2 'exit-code' 'json' 'P/parsable' 'n/no-header' 'o/columns=' 'progress=' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'delete'
                __pcocc_parse_subcommand 1 'dry-run' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'undelete'
                __pcocc_parse_subcommand 1 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
            case 'stage'
                __pcocc_parse_subcommand 0 'version' 'h/help'
                switch $unparsed_tokens[1]
                case 'get'
                    __pcocc_parse_subcommand 2 't/format=' 'layers' 'dir=' 'limit=' 'wait=' 'lease' 'until=' 'job' 'progress=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'list'
                    __pcocc_parse_subcommand 1 'dir=' 'json' 'P/parsable' 'n/no-header' 'o/columns=' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'drop'
                    __pcocc_parse_subcommand -r 1 'all' 'dir=' 'dry-run' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
                end
            case 'lease'
                __pcocc_parse_subcommand 0 'version' 'h/help'
                switch $unparsed_tokens[1]
                case 'take'
                    __pcocc_parse_subcommand 1 'until=' 'job' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'list'
                    __pcocc_parse_subcommand 0 'R/repo=' 'json' 'P/parsable' 'n/no-header' 'o/columns=' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'drop'
                    __pcocc_parse_subcommand -r 1 'v/verbose' 'q/quiet' 'version' 'h/help'
                end
            case 'trash'
                __pcocc_parse_subcommand 0 'version' 'h/help'
                switch $unparsed_tokens[1]
                case 'list'
                    __pcocc_parse_subcommand 0 'R/repo=' 'json' 'P/parsable' 'n/no-header' 'o/columns=' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'empty'
                    __pcocc_parse_subcommand -r 1 'older-than=' 'now' 'dry-run' 'yes' 'json' 'progress=' 'v/verbose' 'q/quiet' 'version' 'h/help'
                end
            case 'repo'
                __pcocc_parse_subcommand 0 'version' 'h/help'
                switch $unparsed_tokens[1]
                case 'list'
                    __pcocc_parse_subcommand 0 'json' 'P/parsable' 'n/no-header' 'o/columns=' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'init'
                    __pcocc_parse_subcommand 1 'shared=' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'upgrade'
                    __pcocc_parse_subcommand 1 'dry-run' 'json' 'v/verbose' 'q/quiet' 'version' 'h/help'
                case 'gc'
                    __pcocc_parse_subcommand -r 1 'dry-run' 'keep-last=' 'older-than=' 'grace=' 'retention=' 'now' 'yes' 'json' 'progress=' 'v/verbose' 'q/quiet' 'version' 'h/help'
                end
            end
        case 'help'
            __pcocc_parse_subcommand -r 1 'version'
        end
    end
end

function __pcocc_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __pcocc_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __pcocc_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __pcocc_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__pcocc_tokens -p)
    if test -z "$(__pcocc_tokens -t)"
        set -l index (count (__pcocc_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'pcocc' -f
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc" -eq 1' -fa 'image' -d 'Find, move, change and look after images in repositories'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'list' -d 'List the images in repositories'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'show' -d 'Describe an image and all its revisions'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'path' -d 'Print the path of an image\'s top layer'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'inspect' -d 'Tell what a disk image file is, and whether it may be imported'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'import' -d 'Make a new image out of a disk image file'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'export' -d 'Write an image to a disk image file'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'copy' -d 'Make a new image out of a revision of another'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'save' -d 'Make a new revision out of a changed disk'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'resize' -d 'Make a new revision with a disk of another size'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'flatten' -d 'Make a new revision with the same disk in one layer'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'history' -d 'Tell how an image came to be, revision by revision'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'diff' -d 'Show where the disks of two images differ'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'delete' -d 'Delete an image, or one of its revisions'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'undelete' -d 'Bring back a deleted image'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'stage' -d 'Copy an image to the node\'s local disk, once for all processes'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'lease' -d 'Keep garbage collection off an image while a job uses it'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'trash' -d 'See and remove what was deleted'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image" -eq 1' -fa 'repo' -d 'Look after repositories'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" R repo' -s 'R' -l 'repo' -d 'List this repository only' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" P parsable' -s 'P' -l 'parsable' -d 'Print for programs: "|" between columns, whole bytes, UTC'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" n no-header' -s 'n' -l 'no-header' -d 'Leave out all headings'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" columns o' -s 'o' -l 'columns' -d 'Columns to print, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image show" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image show" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image show" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image show" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" lease' -l 'lease' -d 'Keep garbage collection off the image while it is used'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" until' -l 'until' -d 'End of the lease, as in +8h, +2d or 2026-11-21T18:00:00Z' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" job' -l 'job' -d 'End the lease with the Slurm job'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image path" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image inspect" -eq 1' -F
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image inspect" format t' -s 't' -l 'format' -d 'Format of the file: raw, qcow2, qed, vdi, vpc, vmdk' -rfka 'raw qcow2 qed vdi vpc vmdk'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image inspect" force' -l 'force' -d 'With -t: take the file as that format, whatever else it looks like'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image inspect" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image inspect" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image inspect" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image inspect" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image inspect" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image import" -eq 1' -F
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" format t' -s 't' -l 'format' -d 'Format of the file: raw, qcow2, qed, vdi, vpc, vmdk' -rfka 'raw qcow2 qed vdi vpc vmdk'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" force' -l 'force' -d 'With -t: take the file as that format, whatever else it looks like'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" allow-extents' -l 'allow-extents' -d 'Take a vmdk of several files, which lie in the folder of the one named'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" compress' -l 'compress' -d 'Compress the image; --compress alone means zlib, which every reader knows' -rfka 'zlib zstd'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" m message' -l 'message' -s 'm' -d 'A line about this revision, kept with it' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image import" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image export" -eq 1' -F
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" format t' -s 't' -l 'format' -d 'Format of the file: raw, qcow2, qed, vdi, vpc, vmdk' -rfka 'raw qcow2 qed vdi vpc vmdk'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export"' -s 'o' -l 'options' -d 'Options of the format, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" compress' -l 'compress' -d 'Compress the image; --compress alone means zlib, which every reader knows' -rfka 'zlib zstd'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image copy" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image copy" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image copy" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image copy" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image copy" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image copy" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image save" -eq 1' -F
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" format t' -s 't' -l 'format' -d 'Format of the file: raw, qcow2, qed, vdi, vpc, vmdk' -rfka 'raw qcow2 qed vdi vpc vmdk'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" force' -l 'force' -d 'With -t: take the file as that format, whatever else it looks like'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" allow-extents' -l 'allow-extents' -d 'Take a vmdk of several files, which lie in the folder of the one named'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" base' -l 'base' -d 'Compare with this revision' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" full' -l 'full' -d 'Store the whole disk in one layer'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" max-layers' -l 'max-layers' -d 'Store the whole disk where there would be more layers' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" allow-empty' -l 'allow-empty' -d 'Make a revision even where nothing has changed'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" d dest' -s 'd' -l 'dest' -d 'Make a new image instead, as [REPO:]IMAGE' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" m message' -l 'message' -s 'm' -d 'A line about this revision, kept with it' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image save" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" shrink' -l 'shrink' -d 'Cut off the end of the disk where it is all zeros'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" m message' -l 'message' -s 'm' -d 'A line about this revision, kept with it' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image resize" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image flatten" m message' -l 'message' -s 'm' -d 'A line about this revision, kept with it' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image flatten" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image flatten" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image flatten" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image flatten" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image flatten" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image flatten" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" P parsable' -s 'P' -l 'parsable' -d 'Print for programs: "|" between columns, whole bytes, UTC'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" n no-header' -s 'n' -l 'no-header' -d 'Leave out all headings'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" columns o' -s 'o' -l 'columns' -d 'Columns to print, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image history" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" exit-code' -l 'exit-code' -d 'Exit with status 1 where the disks differ'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" P parsable' -s 'P' -l 'parsable' -d 'Print for programs: "|" between columns, whole bytes, UTC'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" n no-header' -s 'n' -l 'no-header' -d 'Leave out all headings'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" columns o' -s 'o' -l 'columns' -d 'Columns to print, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image diff" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image delete" dry-run' -l 'dry-run' -d 'Print what would be deleted, and delete nothing'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image delete" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image delete" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image delete" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image delete" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image delete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image undelete" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image undelete" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image undelete" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image undelete" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image undelete" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image stage" -eq 1' -fa 'get' -d 'Stage an image and print the path of its copy'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image stage" -eq 1' -fa 'list' -d 'List the images that are staged on this node'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image stage" -eq 1' -fa 'drop' -d 'Remove images from the node\'s local disk'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image stage get" -eq 1' -fa '(__pcocc_complete_directories)'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" format t' -s 't' -l 'format' -d 'Format of the copy: qcow2 or raw' -rfka 'qcow2 raw'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" layers' -l 'layers' -d 'Copy the layers as they are in the repository'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" dir' -l 'dir' -d 'Folder on a local disk of this node' -rfa '(__pcocc_complete_directories)'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" limit' -l 'limit' -d 'Drop what was used least recently where all that is staged takes more, as in 200G' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" wait' -l 'wait' -d 'How long to wait for another process that stages the same, in seconds; for ever if left out' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" lease' -l 'lease' -d 'Keep garbage collection off the image while it is used'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" until' -l 'until' -d 'End of the lease, as in +8h, +2d or 2026-11-21T18:00:00Z' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" job' -l 'job' -d 'End the lease with the Slurm job'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage get" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image stage list" -eq 1' -fa '(__pcocc_complete_directories)'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" dir' -l 'dir' -d 'Folder on a local disk of this node' -rfa '(__pcocc_complete_directories)'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" P parsable' -s 'P' -l 'parsable' -d 'Print for programs: "|" between columns, whole bytes, UTC'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" n no-header' -s 'n' -l 'no-header' -d 'Leave out all headings'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" columns o' -s 'o' -l 'columns' -d 'Columns to print, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" all' -l 'all' -d 'Drop all images'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" dir' -l 'dir' -d 'Folder on a local disk of this node' -rfa '(__pcocc_complete_directories)'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" dry-run' -l 'dry-run' -d 'Print what would be dropped, and drop nothing'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image stage drop" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image lease" -eq 1' -fa 'take' -d 'Take a lease on a revision and print its ID'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image lease" -eq 1' -fa 'list' -d 'List the leases that have not ended'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image lease" -eq 1' -fa 'drop' -d 'End leases before their time'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease take" until' -l 'until' -d 'End of the lease, as in +8h, +2d or 2026-11-21T18:00:00Z' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease take" job' -l 'job' -d 'End the lease with the Slurm job'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease take" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease take" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease take" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease take" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease take" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" R repo' -s 'R' -l 'repo' -d 'List this repository only' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" P parsable' -s 'P' -l 'parsable' -d 'Print for programs: "|" between columns, whole bytes, UTC'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" n no-header' -s 'n' -l 'no-header' -d 'Leave out all headings'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" columns o' -s 'o' -l 'columns' -d 'Columns to print, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease drop" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease drop" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease drop" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image lease drop" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image trash" -eq 1' -fa 'list' -d 'List what the trash holds'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image trash" -eq 1' -fa 'empty' -d 'Remove what was deleted for good'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" R repo' -s 'R' -l 'repo' -d 'List this repository only' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" P parsable' -s 'P' -l 'parsable' -d 'Print for programs: "|" between columns, whole bytes, UTC'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" n no-header' -s 'n' -l 'no-header' -d 'Leave out all headings'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" columns o' -s 'o' -l 'columns' -d 'Columns to print, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" older-than' -l 'older-than' -d 'Remove what has been there for this long, at least 1h' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" now' -l 'now' -d 'Remove everything, in a repository that nobody else uses'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" dry-run' -l 'dry-run' -d 'Print what would be done, and do nothing'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" yes' -l 'yes' -d 'Do not ask'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image trash empty" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image repo" -eq 1' -fa 'list' -d 'List the configured repositories by priority'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image repo" -eq 1' -fa 'init' -d 'Create a configured repository'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image repo" -eq 1' -fa 'upgrade' -d 'Turn a repository of version 1 into one of version 2'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_positional "pcocc image repo" -eq 1' -fa 'gc' -d 'Free the space that no image needs any more'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" P parsable' -s 'P' -l 'parsable' -d 'Print for programs: "|" between columns, whole bytes, UTC'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" n no-header' -s 'n' -l 'no-header' -d 'Leave out all headings'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" columns o' -s 'o' -l 'columns' -d 'Columns to print, separated by commas' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo init" shared' -l 'shared' -d 'Who may use it: private, group or all' -rfka 'private group all'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo init" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo init" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo init" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo init" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo upgrade" dry-run' -l 'dry-run' -d 'Print what would be converted, and change nothing'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo upgrade" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo upgrade" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo upgrade" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo upgrade" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo upgrade" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" dry-run' -l 'dry-run' -d 'Print what would be done, and do nothing'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" keep-last' -l 'keep-last' -d 'Delete all but the newest revisions of each image' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" older-than' -l 'older-than' -d 'Delete revisions older than this: a number with a unit of s, m, h, d or w' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" grace' -l 'grace' -d 'Leave alone what is younger than this' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" retention' -l 'retention' -d 'Keep in the trash for this long, at least 1h' -rfka ''
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" now' -l 'now' -d 'Wait for nothing, in a repository that nobody else uses'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" yes' -l 'yes' -d 'Do not ask'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" json' -l 'json' -d 'Print the result, and errors, as JSON'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" progress' -l 'progress' -d 'How to show progress on standard error; auto is a bar on a terminal, else a line now and then' -rfka 'auto plain none json'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" v verbose' -l 'verbose' -s 'v' -d 'Say what is being done'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but warnings and errors'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" version' -l 'version' -d 'Show the version.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc image repo gc" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'pcocc' -n '__pcocc_should_offer_completions_for_flags_or_options "pcocc help" version' -l 'version' -d 'Show the version.'
