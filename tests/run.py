"""All tests but the long ones, those in the browser beside the others: `make test` runs this.

The browser's spend half their time waiting; what the others print follows at the end.
"""

import subprocess
import sys
import tempfile

PYTEST = [sys.executable, "-m", "pytest", "-q", "-m", "not long"]


def main() -> int:
    """Run both; gives 0 only if both passed."""
    with tempfile.TemporaryFile() as output:
        others = subprocess.Popen(
            [*PYTEST, "-p", "no:cacheprovider", "--ignore=tests/browser"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        browser = subprocess.run([*PYTEST, "tests/browser"], check=False).returncode
        failed = others.wait() or browser
        output.seek(0)
        sys.stdout.write(output.read().decode())
    return failed


if __name__ == "__main__":
    sys.exit(main())
