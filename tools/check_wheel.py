"""Builds the wheel, installs it alone in a fresh environment, and starts what it gives.

Neither npm nor development packages may be needed: only requirements/base.lock and the wheel.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """Runs a command; its output, or stops with what it said."""
    words = [str(part) for part in command]
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, install, read the plan, serve one page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "dist")
        wheel = next((folder / "dist").glob("*.whl"))
        run(sys.executable, "-m", "venv", folder / "venv")
        python = folder / "venv" / "bin" / "python"
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "base.lock")
        run(*pip, "--no-deps", wheel)
        program = folder / "venv" / "bin" / "minhbach"
        plan = ROOT / "examples" / "ke-hoach-2024.txt"
        outline = json.loads(run(program, "outline", plan, "--json", cwd=folder))
        if outline["kind"] != "ke-hoach":
            sys.exit(f"the installed wheel reads the plan wrongly: {outline}")
        serve(program, folder)
    print(f"{wheel.name}: reads and serves")


def serve(program: Path, folder: Path) -> None:
    """The site answers from the installed wheel."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "MINHBACH_VAR": str(folder / "var")}
    environment.pop("DATABASE_URL", None)
    server = subprocess.Popen(
        [str(program), "serve", "--port", str(port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for _ in range(120):
            time.sleep(0.5)
            if server.poll() is not None:
                break
            try:
                url = f"http://127.0.0.1:{port}/tai-khoan/dang-nhap/"
                with urllib.request.urlopen(url, timeout=5) as answer:
                    if "Minh Bạch" in answer.read().decode():
                        return
            except (urllib.error.URLError, ConnectionError):
                continue
        server.terminate()
        sys.exit("the installed wheel does not serve:\n" + (server.communicate()[0] or ""))
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
