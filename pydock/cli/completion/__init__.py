"""Completion for shells: scripts made of the command tree, and names that an engine knows.

`command_table` reads the commands into plain nodes; `scripts` writes them as tables into the shell
code of `bash.sh`, `zsh.sh`, `fish.fish` and `powershell.ps1`, which finds everything in its
table without starting a process. Only for names of the engine's objects does a script
call `pydock __complete SOURCE`, which is `values`.

What an option's value or an argument may be is written beside it as `complete=`: sources
joined by "+", such as "networks+choices:host,none"; for the arguments of a command a word
each, the last one for all that follow where the command takes several. Sets that many
options share have a name, such as "signals": `choices` has them.
"""
