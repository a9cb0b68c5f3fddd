"""placeholder"""
from __future__ import annotations
import argparse
def run(options: argparse.Namespace) -> int:
    raise SystemExit(3)
