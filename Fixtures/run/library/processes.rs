// Starting programs: arguments, environments, directories, pipes, statuses.
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Output, Stdio};

fn shell(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(script);
    command
}

fn show(output: Output) {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{} {:?} {out:?} {err:?}", output.status, output.status.code());
}

fn main() -> io::Result<()> {
    show(Command::new("echo").args(["a b", "c"]).output()?);
    show(shell("echo out; echo err >&2; exit 3").output()?);
    show(shell("cat; echo \"$1-$NAME-$(pwd)\"").arg("name").arg("first").env("NAME", "value").current_dir("/").output()?);
    show(shell("echo ${A-unset} ${B-unset}").env("A", "1").env("B", "2").env_remove("A").output()?);
    show(Command::new("/bin/sh").env_clear().env("ONLY", "this").args(["-c", "echo $ONLY$HOME"]).output()?);

    let status = shell("exit 7").status()?;
    println!("{status} {status:?} {} {:?}", status.success(), status.signal());
    let status = shell("kill -9 $$").status()?;
    println!("{status} {:?} {:?} {}", status.code(), status.signal(), status.core_dumped());
    println!("{} {}", ExitStatus::from_raw(0x100), ExitStatus::default().success());
    println!("{:?}", Command::new("/no/such/program").spawn().map_err(|error| error.kind()).err());
    println!("{:?}", shell("true").current_dir("/no/such/directory").status().map_err(|error| error.kind()).err());

    // Through pipes in both directions, one line after another.
    let mut child: Child = shell("while read line; do echo \"<$line>\"; done; exit 2")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for word in ["one", "two", "three"] {
        writeln!(input, "{word}")?;
        let mut line = String::new();
        output.read_line(&mut line)?;
        print!("{line}");
    }
    drop(input);
    let status = child.wait()?;
    println!("{:?} {:?} {:?}", status.code(), child.wait()?.code(), child.try_wait()?.is_some());

    // More than a pipe holds, on both streams at once.
    let output = shell("i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; \
                        echo abcdefghijabcdefghijabcdefghij >&2; i=$((i+1)); done").output()?;
    println!("{} {}", output.stdout.len(), output.stderr.len());

    // One program's output is the other's input.
    let mut first = shell("printf '3\\n1\\n2\\n'").stdout(Stdio::piped()).spawn()?;
    let second = Command::new("sort").stdin(first.stdout.take().unwrap()).stdout(Stdio::piped()).spawn()?;
    show(second.wait_with_output()?);
    first.wait()?;

    let (mut reader, writer) = io::pipe()?;
    let mut both = shell("echo to out; echo to err >&2");
    both.stdout(writer.try_clone()?).stderr(writer);
    let mut child = both.spawn()?;
    drop(both);
    let mut text = String::new();
    reader.read_to_string(&mut text)?;
    println!("{text:?} {}", child.wait()?);

    let mut sleeper = Command::new("sleep").arg("100").stdin(Stdio::null()).spawn()?;
    println!("{:?} {}", sleeper.try_wait()?, sleeper.id() > 1);
    sleeper.kill()?;
    println!("{:?}", sleeper.wait()?.signal());

    let mut named = Command::new("sh");
    named.arg0("other").args(["-c", "echo $0"]);
    show(named.output()?);
    let mut shown = Command::new("program");
    shown.arg("x y").env("K", "v").env_remove("GONE").current_dir("/tmp");
    println!("{:?} {:?}", shown.get_program(), shown.get_args().collect::<Vec<_>>());
    println!("{:?} {:?}", shown.get_envs().collect::<Vec<_>>(), shown.get_current_dir());
    println!("{shown:?}");
    Ok(())
}
