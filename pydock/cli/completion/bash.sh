# Completion of pydock for bash, with or without bash-completion. Generated: do not edit.

_pydock_table() { # _pydock_table PATH: sets table to the rows of a path
    case $1 in
@TABLE@
    *) return 1 ;;
    esac
}

_pydock_words() { # sets words, starts and cword: bash splits words at : and = too
    local line=$COMP_LINE piece i
    words=() starts=()
    for i in "${!COMP_WORDS[@]}"; do
        piece=${COMP_WORDS[i]}
        if ((i > 0)) && [[ $line != [[:space:]]* ]]; then
            words[${#words[@]} - 1]+=$piece
        else
            words+=("$piece") starts+=("$i")
            line=${line#"${line%%[![:space:]]*}"}
        fi
        line=${line#"$piece"}
        ((i == COMP_CWORD)) && cword=$((${#words[@]} - 1))
    done
}

_pydock_value_of() { # _pydock_value_of FLAG: sets source; fails if the flag takes no value
    local row rest names
    for row in "${rows[@]}"; do
        [[ $row == "v "* ]] || continue
        rest=${row#v } names=${rest%% *}
        if [[ ,$names, == *,"$1",* ]]; then
            source=${rest#* }
            return 0
        fi
    done
    return 1
}

_pydock_walk() { # reads the words before the cursor: sets path, rows, arguments, source, program, forced
    local i word letters
    path='' arguments=() source='' program=0 plugin=0 forced= globals=()
    _pydock_table ''
    IFS=';' read -ra rows <<<"$table"
    for ((i = 1; i < cword; i++)); do
        word=${words[i]}
        if [[ $word == -- ]]; then
            continue
        elif [[ $word == --*=* ]]; then
            [[ $path ]] || globals+=("$word")
        elif [[ $word == --* ]]; then
            [[ $path ]] || globals+=("$word")
            [[ $word == --force ]] && forced=1
            _pydock_value_of "$word" && _pydock_take_value
        elif [[ $word == -?* ]]; then
            [[ $path ]] || globals+=("$word")
            letters=${word#-}
            while [[ $letters ]]; do
                if _pydock_value_of "-${letters:0:1}"; then
                    [[ ${#letters} -gt 1 ]] || _pydock_take_value
                    break
                fi
                [[ $letters == f* ]] && forced=1
                letters=${letters:1}
            done
        elif [[ ! $path && $word == help ]]; then
            continue # names of commands follow
        elif [[ ";$table" == *";c "* ]]; then
            path="${path:+$path }$word"
            if ! _pydock_table "$path"; then
                [[ $path == "$word" ]] || return 1
                plugin=$i
                return 0
            fi
            IFS=';' read -ra rows <<<"$table"
        else
            arguments+=("$word")
            if [[ ";$table;" == *";"[pn]";"* ]]; then
                program=$((i + 1))
                return
            fi
        fi
    done
}

_pydock_take_value() { # skips the value of a flag; keeps source if the cursor is on it
    if ((++i == cword)); then
        [[ $path ]] || unset 'globals[${#globals[@]}-1]'
        return 0
    fi
    source=
    [[ $path ]] || globals+=("${words[i]}")
}

_pydock_engine() { # _pydock_engine SOURCE [WORD...]: names from the engine or a plugin, a line each
    local program=${words[0]}
    type -P pydock >/dev/null && program=pydock
    command "$program" "${globals[@]}" __complete "$@" 2>/dev/null
}

_pydock_has_plugins() { # whether there may be command-line plugins or aliases
    local own=${DOCKER_CONFIG:-$HOME/.docker}
    compgen -G "$own/cli-plugins/docker-*" >/dev/null ||
        compgen -G '/usr/*/docker/cli-plugins/docker-*' >/dev/null ||
        compgen -G '/usr/local/*/docker/cli-plugins/docker-*' >/dev/null ||
        [[ -r $own/config.json && $(<"$own/config.json") =~ cliPluginsExtraDirs|pydock-aliases ]]
}

_pydock_plugin() { # completes the words after the name of a plugin, through the plugin
    local line directive=0
    while IFS= read -r line; do
        if [[ $line == :* ]]; then
            directive=${line#:}
        elif ((!(directive & 24))); then
            line=${line%%$'\t'*}
            [[ $line == "$cur"* ]] && COMPREPLY+=("$line")
        fi
    done < <(_pydock_engine "plugin:${words[plugin]}" "${words[@]:plugin+1:cword-plugin}")
    ((directive & 24)) && COMPREPLY=()
    ((directive & 2)) && compopt -o nospace 2>/dev/null
    if ((!(directive & 5) && !${#COMPREPLY[@]})) || ((directive & 24)); then
        compopt -o filenames 2>/dev/null
        COMPREPLY+=($(IFS=$'\n' && compgen -$( ((directive & 16)) && echo d || echo f) -- "$cur"))
    fi
}

_pydock_fields() { # _pydock_fields NAMES: fields of a template, where one is begun in `start`
    local tail=${start##*[ (\{]} name names
    if [[ -z $start ]]; then
        compopt -o nospace 2>/dev/null
        COMPREPLY+=('{{.')
    elif [[ $start == *'{{'* && ${start##*'{{'} != *'}}'* && ($tail == .* || $start == *'{{') ]]; then
        IFS=, read -ra names <<<"$1"
        for name in "${names[@]}"; do
            [[ .$name == "$tail"* ]] && COMPREPLY+=("${start%"$tail"}.$name}}")
        done
    fi
}

_pydock_offer() { # _pydock_offer SOURCES PREFIX [GIVEN...]: fills COMPREPLY
    local sources=$1 start=$2 one name found
    shift 2
    local IFS=$'\n'
    for one in ${sources//+/$'\n'}; do
        [[ $forced ]] && one=${one##*|} || one=${one%%|*}
        case $one in
        - | '') ;;
        files)
            found=($(compgen -f -- "$start"))
            ((${#found[@]})) && compopt -o filenames 2>/dev/null # which quotes the : of other names
            COMPREPLY+=("${found[@]}")
            ;;
        directories)
            compopt -o filenames 2>/dev/null
            COMPREPLY+=($(compgen -d -- "$start"))
            ;;
        env) COMPREPLY+=($(compgen -e -- "$start")) ;;
        fields:*) _pydock_fields "${one#fields:}" ;;
        *)
            if [[ $one == choices:* ]]; then
                one=${one#choices:}
                one=${one//,/$'\n'}
            else
                one=$(_pydock_engine "$one")
            fi
            for name in $one; do
                [[ $name == "$start"* ]] || continue
                [[ $IFS$*$IFS == *"$IFS$name$IFS"* ]] && continue
                COMPREPLY+=("$name")
                [[ $name == *[:=] ]] && compopt -o nospace 2>/dev/null
            done
            ;;
        esac
    done
}

_pydock_argument_source() { # _pydock_argument_source POSITION: prints it
    local row found=()
    for row in "${rows[@]}"; do
        [[ $row == "a "* ]] && found+=("${row#a }")
    done
    if (($1 < ${#found[@]})); then
        printf %s "${found[$1]}"
    elif [[ ";$table;" == *";r;"* && ${#found[@]} -gt 0 ]]; then
        printf %s "${found[${#found[@]} - 1]}"
    fi
}

_pydock_program() { # completes the command line inside a container
    if [[ ";$table;" == *";n;"* ]]; then
        return 0
    elif declare -F _comp_command_offset >/dev/null; then
        _comp_command_offset "${starts[program]}"
    elif declare -F _command_offset >/dev/null; then
        _command_offset "${starts[program]}"
    elif ((cword == program)); then
        COMPREPLY=($(compgen -c -- "$cur"))
    else
        compopt -o filenames 2>/dev/null
        COMPREPLY=($(compgen -f -- "$cur"))
    fi
}

_pydock() {
    local words starts cword table path rows arguments source program plugin forced globals cur
    local prefix row i
    COMPREPLY=()
    _pydock_words
    cur=${words[cword]}
    _pydock_walk || return 0
    if ((plugin)); then
        _pydock_plugin
    elif ((program)); then
        _pydock_program
        return
    elif [[ $cur == [\'\"]* || $cur == --*=[\'\"]* ]]; then # bash replaces what follows the quote
        row=${cur%%[\'\"]*} cur=${cur#*[\'\"]}
        [[ $row ]] && _pydock_value_of "${row%=}"
        [[ $source ]] || source=$(_pydock_argument_source ${#arguments[@]})
        _pydock_offer "${source:--}" "$cur" "${arguments[@]}"
        return 0
    elif [[ $source ]]; then
        _pydock_offer "$source" "$cur"
    elif [[ $cur == --*=* ]]; then
        _pydock_value_of "${cur%%=*}" && _pydock_offer "$source" "${cur#*=}"
        COMPREPLY=("${COMPREPLY[@]/#/${cur%%=*}=}")
        ((${#COMPREPLY[@]})) && [[ ${COMPREPLY[0]} == "${cur%%=*}=" ]] && COMPREPLY=()
    elif [[ $cur == -* ]]; then
        for row in "${rows[@]}"; do
            [[ $row == [fv]" "* ]] || continue
            row=${row#? }
            COMPREPLY+=($(IFS=, && compgen -W "${row%% *}" -- "$cur"))
        done
        COMPREPLY+=($(compgen -W --help -- "$cur"))
    elif [[ ";$table" == *";c "* ]]; then
        for row in "${rows[@]}"; do
            [[ $row == "c $cur"* ]] && COMPREPLY+=("${row#c }")
        done
        if [[ -z $path ]] && _pydock_has_plugins; then
            while IFS=$'\t' read -r row _; do
                [[ $row == "$cur"* ]] && COMPREPLY+=("$row")
            done < <(_pydock_engine cli-plugins)
        fi
    else
        _pydock_offer "$(_pydock_argument_source ${#arguments[@]})" "$cur" "${arguments[@]}"
    fi
    # bash replaces only what follows the last : or = of the word
    prefix=${cur%"${cur##*[:=]}"}
    [[ $prefix && $COMP_WORDBREAKS == *[:=]* ]] && COMPREPLY=("${COMPREPLY[@]#"$prefix"}")
    return 0
}

complete -F _pydock pydock
# for docker too where that is pydock or missing
if [[ $(alias docker 2>/dev/null) == *pydock* || $(readlink "$(type -P docker)" 2>/dev/null) == *pydock ]] ||
    ! type -P docker >/dev/null; then
    complete -F _pydock docker
fi
