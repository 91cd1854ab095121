#compdef pydock
# Completion of pydock for zsh. Generated: do not edit.

_pydock_table() { # _pydock_table PATH: sets table to the rows of a path, and its help
  case $1 in
@TABLE@
    (*) return 1 ;;
  esac
}

_pydock_value_of() { # _pydock_value_of FLAG: sets source; fails if the flag takes no value
  local row text names
  for row text in "${table[@]}"; do
    [[ $row == "v "* ]] || continue
    names=${${row#v }%% *}
    if [[ ,$names, == *,$1,* ]]; then
      source=${row##* }
      return 0
    fi
  done
  return 1
}

_pydock_take_value() { # skips the value of a flag; keeps source if the cursor is on it
  if (( ++i == CURRENT )); then
    [[ -n $command_path ]] || globals[-1]=()
    return 0
  fi
  source=
  [[ -n $command_path ]] || globals+=("${words[i]}")
}

_pydock_walk() { # reads the words before the cursor
  local i word letters
  _pydock_table ''
  for (( i = 2; i < CURRENT; i++ )); do
    word=${(Q)words[i]}
    if [[ $word == -- ]]; then
      continue
    elif [[ $word == --*=* ]]; then
      [[ -n $command_path ]] || globals+=("$word")
    elif [[ $word == --* ]]; then
      [[ -n $command_path ]] || globals+=("$word")
      [[ $word == --force ]] && forced=1
      _pydock_value_of "$word" && _pydock_take_value
    elif [[ $word == -?* ]]; then
      [[ -n $command_path ]] || globals+=("$word")
      letters=${word#-}
      while [[ -n $letters ]]; do
        if _pydock_value_of "-${letters[1]}"; then
          (( ${#letters} > 1 )) || _pydock_take_value
          break
        fi
        [[ $letters == f* ]] && forced=1
        letters=${letters[2,-1]}
      done
    elif [[ -z $command_path && $word == help ]]; then
      continue # names of commands follow
    elif [[ -n ${table[(r)c *]} ]]; then
      command_path="${command_path:+$command_path }$word"
      if ! _pydock_table "$command_path"; then
        [[ $command_path == "$word" ]] || return 1
        plugin=$i
        return 0
      fi
    else
      arguments+=("$word")
      if (( ${table[(Ie)p]} || ${table[(Ie)n]} )); then
        program=$(( i + 1 ))
        return 0
      fi
    fi
  done
  return 0
}

_pydock_engine() { # _pydock_engine SOURCE [WORD...]: names from the engine or a plugin, a line each
  local program=${words[1]}
  (( $+commands[pydock] )) && program=pydock
  command $program "${globals[@]}" __complete "$@" 2>/dev/null
}

_pydock_has_plugins() { # whether there may be command-line plugins or aliases
  local own=${DOCKER_CONFIG:-$HOME/.docker}
  local -a found
  found=($own/cli-plugins/docker-*(N) /usr/{,local/}lib{,exec}/docker/cli-plugins/docker-*(N))
  (( ${#found} )) || [[ -r $own/config.json && "$(<$own/config.json)" == *(cliPluginsExtraDirs|pydock-aliases)* ]]
}

_pydock_plugin() { # completes the words after the name of a plugin, through the plugin
  local line
  local -i directive=0
  for line in "${(@f)$(_pydock_engine "plugin:${words[plugin]}" "${(@Q)words[plugin+1,CURRENT]}")}"; do
    if [[ $line == :* ]]; then
      directive=${line#:}
    elif [[ -n $line ]]; then
      line=${line//:/\\:}
      described+=("${line/$'\t'/:}")
    fi
  done
  if (( directive & 16 )); then
    _files -/
  elif (( directive & 8 || (! (directive & 5) && ! ${#described}) )); then
    _files
  elif (( directive & 2 )); then
    _describe -V command described -S ''
  else
    _describe -V command described
  fi
}

_pydock_fields() { # _pydock_fields NAMES: fields of a template, where one is begun
  local text=$PREFIX quote tail
  local -a names
  if [[ -z ${compstate[quote]} ]]; then # zsh escapes what is quoted after --format=
    text=${(Q)PREFIX}
    [[ ${words[CURRENT]} == --*=[\'\"]* ]] && quote=${${words[CURRENT]#*=}[1]}
  fi
  tail=${text##*[ \(\{]}
  if [[ -z $text ]]; then
    compadd -S '' -- '{{.'
  elif [[ $text == *'{{'* && ${text##*'{{'} != *'}}'* && ( $tail == .* || $text == *'{{' ) ]]; then
    names=("${(@)${(@s:,:)1}/(#m)*/${text%$tail}.$MATCH\}\}}")
    if [[ -n $quote ]]; then
      compadd -QU -i "$IPREFIX$quote" -S "$quote" -- "${(@M)names:#$text*}"
    else
      compadd -- "${names[@]}"
    fi
  fi
}

_pydock_offer() { # _pydock_offer SOURCES [GIVEN...]
  local one names taken
  taken=("${@[2,-1]}")
  for one in ${(s:+:)1}; do
    [[ -n $forced ]] && one=${one##*\|} || one=${one%%\|*}
    case $one in
      -) ;;
      files) _files ;;
      directories) _files -/ ;;
      fields:*) _pydock_fields "${one#fields:}" ;;
      env) compadd -- ${(k)parameters[(R)*export*]} ;;
      *)
        if [[ $one == choices:* ]]; then
          names=("${(@s:,:)one#choices:}")
        else
          names=("${(@f)$(_pydock_engine "$one")}")
        fi
        names=("${(@)names:#}")
        (( ${#names} )) || continue
        compadd -F taken -S '' -- "${(@M)names:#*[:=]}"
        compadd -F taken -- "${(@)names:#*[:=]}"
        ;;
    esac
  done
}

_pydock_argument_source() { # _pydock_argument_source POSITION: prints it; positions from 1
  local row text
  local -a found
  for row text in "${table[@]}"; do
    [[ $row == "a "* ]] && found+=("${row#a }")
  done
  if (( $1 <= ${#found} )); then
    print -r -- "${found[$1]}"
  elif (( ${table[(Ie)r]} && ${#found} )); then
    print -r -- "${found[-1]}"
  fi
}

_pydock() {
  setopt local_options extended_glob
  local command_path source row text word name forced
  local -a table arguments globals names described
  local -i program=0 plugin=0
  _pydock_walk || return 1
  word=${words[CURRENT]}
  if (( plugin )); then
    _pydock_plugin
  elif (( program && ${table[(Ie)n]} )); then
    return 1
  elif (( program )); then
    shift $(( program - 1 )) words
    (( CURRENT -= program - 1 ))
    _normal
  elif [[ -n $source ]]; then
    _pydock_offer "$source"
  elif [[ $word == --*=* ]]; then
    if _pydock_value_of "${word%%=*}"; then
      compset -P '*='
      _pydock_offer "$source"
    fi
  elif [[ $word == -* ]]; then
    for row text in "${table[@]}" 'f --help' 'Show help'; do
      [[ $row == [fv]' '* ]] || continue
      for name in "${(@s:,:)${row#? }%% *}"; do
        described+=("${name//:/\\:}:$text")
      done
    done
    _describe -o option described
  elif [[ -n ${table[(r)c *]} ]]; then
    for row text in "${table[@]}"; do
      [[ $row == 'c '* ]] && described+=("${row#c }:$text")
    done
    if [[ -z $command_path ]] && _pydock_has_plugins; then
      for name in "${(@f)$(_pydock_engine cli-plugins)}"; do
        [[ -n $name ]] && described+=("${name/$'\t'/:}")
      done
    fi
    _describe command described
  else
    _pydock_offer "$(_pydock_argument_source $(( ${#arguments} + 1 )))" "${arguments[@]}"
  fi
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _pydock "$@"
else
  compdef _pydock pydock
  # for docker too where that is pydock or missing
  if [[ $aliases[docker] == *pydock* || ${commands[docker]:A:t} == pydock ]] || (( ! $+commands[docker] )); then
    compdef _pydock docker
  fi
fi
