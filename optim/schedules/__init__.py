"""The schedules, one file each."""
