"""Where the command `pilots` begins, and `python -m pilots`: from its first moment on a Ctrl-C is answered in words."""

import sys


def main() -> None:
    """Read the command line's library, and run the command that was typed; see `pilots.cli.main`."""
    try:
        from pilots.cli import main as command

        command()
    except KeyboardInterrupt:
        print("stopped; earlier reports and data are as they were", file=sys.stderr)
        sys.exit(130)


if __name__ == "__main__":
    main()
