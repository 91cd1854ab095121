# Completion of pydock for PowerShell. Generated: do not edit.

$PydockTable = @{}
@TABLE@

function Get-PydockValueSource([string[]] $Rows, [string] $Flag) {
    for ($at = 0; $at -lt $Rows.Count; $at += 2) {
        $facts = $Rows[$at] -split ' '
        if ($facts[0] -ceq 'v' -and ($facts[1] -split ',') -ccontains $Flag) { return $facts[2] }
    }
    return $null
}

function Get-PydockCandidates([string] $Sources, [string[]] $Globals) {
    foreach ($source in $Sources -split '\+') {
        $source = ($source -split '\|')[0]
        if ($source -like 'choices:*') { $source.Substring(8) -split ',' }
        elseif ($source -in '-', 'files', 'directories', 'env', '' -or $source -like 'fields:*') { }
        else { & pydock @Globals __complete $source 2>$null }
    }
}

function Get-PydockPlugins([string[]] $Globals) {
    $own = if ($env:DOCKER_CONFIG) { $env:DOCKER_CONFIG } else { "$HOME/.docker" }
    $places = "$own/cli-plugins/docker-*", '/usr/*/docker/cli-plugins/docker-*', '/usr/local/*/docker/cli-plugins/docker-*'
    $further = Select-String -Quiet -SimpleMatch cliPluginsExtraDirs, pydock-aliases "$own/config.json" -ErrorAction Ignore
    if ($further -or (Test-Path $places) -contains $true) { & pydock @Globals __complete cli-plugins 2>$null }
}

function Get-PydockPluginAnswer([string] $Name, [string[]] $Words, [string] $Last, [string[]] $Globals) {
    # PowerShell before 7.3 drops empty arguments
    if (-not $Last -and $PSVersionTable.PSVersion -lt [version] '7.3') { $Last = '""' }
    & pydock @Globals __complete "plugin:$Name" @Words $Last 2>$null | Where-Object { $_ -notlike ':*' }
}

Register-ArgumentCompleter -Native -CommandName pydock -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    $path = ''; $rows = $PydockTable['']; $source = $null; $arguments = @(); $globals = @(); $plugin = $null
    for ($i = 0; $i -lt $words.Count; $i++) {
        $word = $words[$i]; $source = $null
        if ($word -like '-?*') {
            if (-not $path) { $globals += $word }
            if ($word -like '--*=*') { continue }
            $flags = if ($word -like '--*') { , $word } else { $word.Substring(1).ToCharArray() | ForEach-Object { "-$_" } }
            foreach ($flag in $flags) { $source = Get-PydockValueSource $rows $flag; if ($source) { break } }
            if ($source -and $flag -cne @($flags)[-1]) { $source = $null }
            if ($source -and $i + 1 -lt $words.Count) {
                $i++; $source = $null
                if (-not $path) { $globals += $words[$i] }
            } elseif ($source -and -not $path) { $globals = @($globals | Select-Object -SkipLast 1) }
        } elseif (-not $path -and $word -ceq 'help') { # names of commands follow
        } elseif (@($rows) -like 'c *') {
            $path = "$path $word".Trim(); $rows = $PydockTable[$path]
            if (-not $rows) {
                if ($path -cne $word) { return }
                $plugin = $word; $arguments = @($words | Select-Object -Skip ($i + 1))
                break
            }
        } else {
            $arguments += $word
            if ($rows -ccontains 'p' -or $rows -ccontains 'n') { return }
        }
    }
    $offered = @() # of pairs; @(...) keeps a single pair one
    if ($plugin) {
        $offered = @(Get-PydockPluginAnswer $plugin $arguments $wordToComplete $globals | ForEach-Object { , @($_ -split "`t", 2) })
    } elseif ($source) { $offered = @(Get-PydockCandidates $source $globals | ForEach-Object { , @($_, $_) }) }
    elseif ($wordToComplete -like '--*=*') {
        $flag = ($wordToComplete -split '=', 2)[0]
        $source = Get-PydockValueSource $rows $flag
        if ($source) { $offered = @(Get-PydockCandidates $source $globals | ForEach-Object { , @("$flag=$_", $_) }) }
    } else {
        $sources = @(); $repeats = $rows -ccontains 'r'
        for ($at = 0; $at -lt $rows.Count; $at += 2) {
            $facts = $rows[$at] -split ' '
            if ($wordToComplete -like '-*') {
                if ($facts[0] -cin 'f', 'v') { foreach ($name in $facts[1] -split ',') { $offered += , @($name, $rows[$at + 1]) } }
            } elseif ($facts[0] -ceq 'c') { $offered += , @($facts[1], $rows[$at + 1]) }
            elseif ($facts[0] -ceq 'a') { $sources += $facts[1] }
        }
        if (-not $path -and $wordToComplete -notlike '-*') {
            $offered += @(Get-PydockPlugins $globals | ForEach-Object { , @($_ -split "`t", 2) })
        }
        if (-not $offered -and $sources.Count) {
            $position = if ($arguments.Count -lt $sources.Count) { $arguments.Count } elseif ($repeats) { -1 } else { $null }
            if ($null -ne $position) {
                $offered = @(Get-PydockCandidates $sources[$position] $globals |
                    Where-Object { $arguments -cnotcontains $_ } | ForEach-Object { , @($_, $_) })
            }
        }
    }
    $offered | Where-Object { $_[0] -like "$wordToComplete*" } | ForEach-Object {
        $tip = if ($_[1]) { $_[1] } else { $_[0] }
        [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $tip)
    }
}
