"""What is loaded is not looked through meanwhile, and everything is as before afterwards, failures included."""

import gc
import os
import subprocess
import sys

import pytest

from terreau.config.environment import ROOT
from terreau.config.loading import loading


def test_it_looks_for_nothing_while_loading_and_does_again_afterwards():
    with loading():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_also_when_loading_fails():
    with pytest.raises(ImportError), loading():
        raise ImportError("gone")
    assert gc.isenabled()


def test_what_is_compiled_once_is_kept_whatever_the_machine_says():
    code = "import sys; from terreau.__main__ import main; main(); print('kept', not sys.dont_write_bytecode)"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    said = subprocess.check_output([sys.executable, "-c", code], env=environment, text=True)
    assert said.splitlines()[-1] == "kept True"
