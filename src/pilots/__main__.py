"""`python -m pilots` is `pilots`, where scripts can't be found."""

from pilots.cli import main

if __name__ == "__main__":
    main()
