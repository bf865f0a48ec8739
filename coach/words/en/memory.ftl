# Words about what the coach remembers.

memory-live-session = Live session { $when }
memory-recovered = Recovered
memory-first-profile = Me
memory-still-works = You can go on without it; this session is then not added to your progress.
