"""What the lower apps have to say: reports that are owed or returned, tasks, requests for time."""
