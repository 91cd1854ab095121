"""Shell completion: scripts generated from the declarations, and names from the engine.

`command_table` reads the commands into plain nodes; `scripts` writes them as tables into the shell
code of `bash.sh`, `zsh.sh`, `fish.fish` and `powershell.ps1`, which completes commands and options
without starting a process. For names of the engine's objects a script calls
`pydock __complete SOURCE`, implemented in `values`.

`complete=` of an option or command names the sources of its values: separated by "+", such as
"networks+choices:host,none"; "containers:stopped|containers" are those without and with --force;
for a command a word for each argument, the last one for all that follow. Sets of several options,
such as "signals", are in `choices`, the fields of templates in `template_fields`.

For the words after a command-line plugin's name a script calls `pydock __complete plugin:NAME`
with them, which the plugin itself answers.
"""
