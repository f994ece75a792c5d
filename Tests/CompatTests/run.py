#!/usr/bin/env python3
"""Runs the released DataHub and OpenLineage clients against a server and prints `N passed, N failed`.

    run.py [--server URL] [PATTERN]

Without --server, the binary named by CATALOG_TEST_BINARY is started. The Python that runs this needs the packages of
requirements.txt; one in CATALOG_TEST_PYTHON or .venv/tests is used by itself.
"""
import argparse
import os
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent


def use_python_with_packages():
    try:
        import datahub  # noqa: F401
    except ImportError:
        python = os.environ.get("CATALOG_TEST_PYTHON") or HERE.parents[1] / ".venv/tests/bin/python"
        if pathlib.Path(python).exists() and os.environ.get("CATALOG_TEST_REEXECUTED") is None:
            os.environ["CATALOG_TEST_REEXECUTED"] = "1"
            os.execv(python, [str(python), *sys.argv])
        sys.exit("The package acryl-datahub is missing; see Tests/CompatTests/requirements.txt.")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", help="address of a running server")
    parser.add_argument("pattern", nargs="?", default="test_*_*.py", help="files to run")
    options = parser.parse_args()
    use_python_with_packages()
    if options.server:
        os.environ["CATALOG_TEST_SERVER"] = options.server
    sys.path.insert(0, str(HERE))
    suite = unittest.defaultTestLoader.discover(str(HERE), pattern=options.pattern)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed - len(result.skipped)} passed, {failed} failed, {len(result.skipped)} skipped")
    sys.exit(1 if failed or result.testsRun == 0 else 0)


if __name__ == "__main__":
    main()
