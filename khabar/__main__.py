"""The ``khabar`` command, and ``python -m khabar``."""

from khabar.packages import load_packages

load_packages()


def main() -> None:
    """Run the command line."""
    from query.cli import main as run

    run()


if __name__ == "__main__":
    main()
