"""Many pages at once, each in a process that is bounded in time and memory and can be ended."""
