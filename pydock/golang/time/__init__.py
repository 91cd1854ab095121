"""Go's package time: durations, instants and the calendar, read and printed."""
