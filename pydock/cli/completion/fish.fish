# Completion of pydock for fish. Generated: do not edit.

function __pydock_table --description 'Rows of a path, each followed by its help'
    switch $argv[1]
@TABLE@
        case '*'
            return 1
    end
end

function __pydock_value_of --description 'The source of a value of a flag: FLAG ROW...'
    for row in $argv[2..]
        string match -q 'v *' -- $row; or continue
        set -l facts (string split ' ' -- $row)
        if contains -- $argv[1] (string split , -- $facts[2])
            echo $facts[3]
            return 0
        end
    end
    return 1
end

function __pydock_engine --description 'Names from the engine or a plugin, a line each: SOURCE [WORD...]'
    set -l program (commandline -opc)[1]
    type -qf pydock; and set program pydock
    command $program $__pydock_globals __complete $argv 2>/dev/null
end

function __pydock_plugins --description 'The command-line plugins with their descriptions, if there may be any'
    set -l own $HOME/.docker
    set -q DOCKER_CONFIG; and set own $DOCKER_CONFIG
    set -l found $own/cli-plugins/docker-* /usr/{,local/}lib{,exec}/docker/cli-plugins/docker-*
    test -r $own/config.json; and read -lz text <$own/config.json
    if set -q found[1]; or string match -qr 'cliPluginsExtraDirs|pydock-aliases' -- "$text"
        __pydock_engine cli-plugins
    end
end

function __pydock_paths --description 'Files at the cursor, or directories only: PREFIX [/]'
    set -l text (commandline -ct | string replace -r '^--[^=]*=' '')
    if string match -qr '^[\'"]' -- $text
        set text (string sub -s 2 -- $text)
    else
        set text (string unescape -- $text)
    end
    set -l begun (string replace -r '^~/' "$HOME/" -- $text)
    for path in "$begun"*
        if test -d $path
            set path $path/
        else if test "$argv[2]" = /
            continue
        end
        echo $argv[1](string replace -- "$begun" "$text" $path)
    end
end

function __pydock_plugin --description 'Complete the words after the name of a plugin: NAME [WORD...]'
    set -l lines (__pydock_engine plugin:$argv[1] $argv[2..])
    set -q lines[1]; or return
    set -l directive (string replace : '' -- $lines[-1])
    set -e lines[-1]
    if test (math "bitand($directive, 16)") -ne 0
        __pydock_paths '' /
    else if test (math "bitand($directive, 8)") -ne 0
        __pydock_paths ''
    else if set -q lines[1]
        printf '%s\n' $lines
    else if test (math "bitand($directive, 5)") -eq 0
        __pydock_paths ''
    end
end

function __pydock_fields --description 'Fields of a template, where one is begun: PREFIX NAME...'
    set -l text (commandline -ct | string replace -r '^--[^=]*=' '' | string replace -r '^[\'"]' '')
    if test -z "$text"
        echo $argv[1]'{{.'
    else if string match -qr '^(?<begun>(?:.*[{( ])?)(?<tail>(?:\.[A-Za-z.]*)?)$' -- $text
        string match -qr '\{\{[^}]*$' -- $text; or return
        if test -n "$tail"; or string match -q '*{{' -- $text
            printf '%s\n' $argv[1]$begun.$argv[2..]'}}'
        end
    end
end

function __pydock_offer --description 'Print candidates: SOURCES PREFIX [GIVEN...]'
    for one in (string split + -- $argv[1])
        set one (string replace -r $__pydock_other_state '' -- $one)
        switch $one
            case 'fields:*'
                __pydock_fields "$argv[2]" (string split , -- (string replace fields: '' -- $one))
            case - ''
            case files
                __pydock_paths "$argv[2]"
            case directories
                __pydock_paths "$argv[2]" /
            case env
                set -n -x | string replace -r '^' -- $argv[2]
            case 'choices:*'
                for name in (string split , -- (string replace choices: '' -- $one))
                    contains -- $name $argv[3..]; or echo $argv[2]$name
                end
            case '*'
                for name in (__pydock_engine $one)
                    contains -- $name $argv[3..]; or echo $argv[2]$name
                end
        end
    end
end

function __pydock_complete --description 'Print the candidates at the cursor'
    set -l words (commandline -opc)[2..]
    set -l current (commandline -ct)
    set -l path ''
    set -l arguments
    set -l source ''
    set -g __pydock_globals
    set -g __pydock_other_state '\|.*' # of a source: after | without --force, before it with
    set -l table (__pydock_table '')
    set -l rows $table[(seq 1 2 (count $table))]
    while set -q words[1]
        set -l word $words[1]
        set -e words[1]
        test -z "$path"; and string match -q -- '-*' $word; and set -a __pydock_globals $word
        test $word = -; and set word ./- # an argument; a ? in patterns is for fish before 4 only
        switch $word
            case -- '--*=*'
            case '-*'
                set -l flags $word
                string match -q -- '--*' $word; or set flags -(string split '' -- (string sub -s 2 -- $word))
                contains -- $word --force; and set __pydock_other_state '.*\|'
                while set -q flags[1]
                    if set source (__pydock_value_of $flags[1] $rows)
                        if test (count $flags) -gt 1
                            set source ''
                        else if set -q words[1]
                            test -z "$path"; and set -a __pydock_globals $words[1]
                            set -e words[1]
                            set source ''
                        else if test -z "$path"
                            set -e __pydock_globals[-1]
                        end
                        break
                    end
                    set source ''
                    test "$flags[1]" = -f; and set __pydock_other_state '.*\|'
                    set -e flags[1]
                end
            case '*'
                if test -z "$path" -a "$word" = help
                    continue # names of commands follow
                else if string match -q 'c *' -- $rows
                    set path (string trim "$path $word")
                    set table (__pydock_table $path)
                    or begin
                        test "$path" = "$word"; and __pydock_plugin $word $words "$current"
                        return
                    end
                    set rows $table[(seq 1 2 (count $table))]
                else
                    set -a arguments $word
                    contains n $rows; and return
                    if contains p $rows
                        __fish_complete_subcommand --commandline $words $current
                        return
                    end
                end
        end
    end
    if test -n "$source"
        __pydock_offer $source ''
    else if string match -q -- '--*=*' $current
        set -l flag (string split -m 1 = -- $current)[1]
        set source (__pydock_value_of $flag $rows); and __pydock_offer $source $flag=
    else if string match -q -- '-*' $current
        set -a table 'f --help' 'Show help'
        for at in (seq 1 2 (count $table))
            string match -qr '^[fv] ' -- $table[$at]; or continue
            for name in (string split , -- (string split ' ' -- $table[$at])[2])
                printf '%s\t%s\n' $name $table[(math $at + 1)]
            end
        end
    else if string match -q 'c *' -- $rows
        for at in (seq 1 2 (count $table))
            string match -q 'c *' -- $table[$at]; and printf '%s\t%s\n' (string sub -s 3 -- $table[$at]) $table[(math $at + 1)]
        end
        test -z "$path"; and __pydock_plugins
    else
        set -l sources (string replace -rf '^a ' '' -- $rows)
        set -l position (math (count $arguments) + 1)
        if set -q sources[$position]
            __pydock_offer $sources[$position] '' $arguments
        else if contains r $rows; and set -q sources[1]
            __pydock_offer $sources[-1] '' $arguments
        end
    end
end

complete -c pydock -f -a '(__pydock_complete)'
# under the name docker only where that is pydock, or nothing
if functions docker 2>/dev/null | string match -q '*pydock*'
    complete -c docker -f -a '(__pydock_complete)'
else if string match -q '*pydock' -- (path resolve (type -fp docker 2>/dev/null) 2>/dev/null; or readlink -f (type -fp docker 2>/dev/null))
    complete -c docker -f -a '(__pydock_complete)'
else if not type -qf docker
    complete -c docker -f -a '(__pydock_complete)'
end
