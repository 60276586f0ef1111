package io.github.dualstream.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own that does not outlive this JVM.
 */
final class ServerProcess implements AutoCloseable {

	private static final boolean WINDOWS = File.separatorChar == '\\';

	// Standard input ends when this JVM does, however it dies; the watcher then kills
	// the server, which keeps the shell's process id through exec.
	private static final String WATCHED = "exec 3<&0; { read -r line <&3; kill -9 $$; } & exec \"$@\" 3<&- </dev/null";

	private static final Duration POLL = Duration.ofMillis(10);

	private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);

	// A fork inherits the files that are open for writing, and a binary that is open for
	// writing anywhere cannot be executed.
	private static final Object forks = new Object();

	private final String name;

	private final ServerFolder folder;

	private final List<String> command;

	private final Map<String, String> environment;

	private final Thread exitHook = new Thread(this::release, "dual-stream-exit");

	private volatile @Nullable Process process;

	private volatile boolean closed;

	ServerProcess(String name, ServerFolder folder, List<String> command) {
		this(name, folder, command, Map.of());
	}

	ServerProcess(String name, ServerFolder folder, List<String> command, Map<String, String> environment) {
		this.name = name;
		this.folder = folder;
		this.command = List.copyOf(command);
		this.environment = Map.copyOf(environment);
	}

	static <T> T withoutForks(Supplier<T> action) {
		synchronized (forks) {
			return action.get();
		}
	}

	void closeAtExit() {
		Runtime.getRuntime().addShutdownHook(this.exitHook);
	}

	void start() {
		if (this.closed) {
			throw new IllegalStateException(this.name + " is closed: start a new one");
		}
		ProcessBuilder builder = new ProcessBuilder(WINDOWS ? this.command : watched(this.command))
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(this.folder.log().toFile()));
		// Options meant for the test's JVM, such as a debugger's port, are not the
		// server's
		builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
		builder.environment().putAll(this.environment);
		this.process = fork(builder);
	}

	void awaitReady(BooleanSupplier ready, Duration timeout) {
		long start = System.nanoTime();
		while (!ready.getAsBoolean()) {
			if (waitForExit(process(), POLL)) {
				throw failure("ended with exit code " + process().exitValue() + " before it was ready");
			}
			if (System.nanoTime() - start > timeout.toNanos()) {
				throw failure("was not ready within " + timeout.toSeconds() + " s");
			}
		}
	}

	/**
	 * Waits for the successful end of a short-lived process.
	 */
	void awaitSuccess(Duration timeout) {
		if (!waitForExit(process(), timeout)) {
			kill();
			throw failure("did not end within " + timeout.toSeconds() + " s");
		}
		if (process().exitValue() != 0) {
			throw failure("ended with exit code " + process().exitValue());
		}
	}

	long pid() {
		return process().pid();
	}

	boolean isRunning() {
		Process process = this.process;
		return process != null && process.isAlive();
	}

	/**
	 * Kills the process and its child processes.
	 */
	void kill() {
		Process process = this.process;
		if (process == null) {
			return;
		}
		List<ProcessHandle> started = process.descendants().toList();
		process.destroyForcibly();
		started.forEach(ProcessHandle::destroyForcibly);
		if (!waitForExit(process, KILL_TIMEOUT)) {
			throw new IllegalStateException(this.name + " (pid " + process.pid() + ") survived SIGKILL for "
					+ KILL_TIMEOUT.toSeconds() + " s: look for a hung disk or a debugger");
		}
		// PostgreSQL does not start while one of them has its shared memory
		started.forEach(ServerProcess::awaitExit);
	}

	private static void awaitExit(ProcessHandle process) {
		try {
			process.onExit().get(KILL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("Process " + process.pid() + " survived SIGKILL", ex);
		}
	}

	/**
	 * Asks the process to end (SIGTERM) and waits for it.
	 */
	int terminate(Duration timeout) {
		Process process = process();
		// not destroy(), which ends standard input first
		signal("TERM");
		if (!waitForExit(process, timeout)) {
			throw failure("did not end within " + timeout.toSeconds() + " s after SIGTERM");
		}
		return process.exitValue();
	}

	String output() {
		return this.folder.readLog();
	}

	void signal(String signal) {
		if (WINDOWS) {
			throw new UnsupportedOperationException("Windows has no SIG" + signal + ": run this test elsewhere");
		}
		if (!isRunning()) {
			throw new IllegalStateException(this.name + " is not running: call restart() first");
		}
		Process kill = fork(new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", signal, Long.toString(pid())));
		if (!waitForExit(kill, KILL_TIMEOUT) || kill.exitValue() != 0) {
			throw new IllegalStateException("SIG" + signal + " did not reach " + this.name + " (pid " + pid()
					+ "): check that it still runs, else call restart()");
		}
	}

	/**
	 * Stops all threads of the process. The signal alone stops one that has to be
	 * scheduled first, and until then the others answer.
	 */
	void suspend() {
		signal("STOP");
		Path threads = Path.of("/proc", Long.toString(pid()), "task");
		if (Files.isDirectory(threads)) {
			awaitReady(() -> areStopped(threads), KILL_TIMEOUT);
		}
	}

	private static boolean areStopped(Path threads) {
		try (Stream<Path> all = Files.list(threads)) {
			return all.allMatch(ServerProcess::isStopped);
		}
		catch (IOException | UncheckedIOException ex) {
			// a thread has ended meanwhile
			return false;
		}
	}

	private static boolean isStopped(Path thread) {
		try {
			String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
			return stat.startsWith("T", stat.lastIndexOf(')') + 2);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		release();
		try {
			Runtime.getRuntime().removeShutdownHook(this.exitHook);
		}
		catch (IllegalStateException ex) {
			// the JVM is about to exit, the hook may run a second time
		}
	}

	private void release() {
		this.closed = true;
		kill();
		this.folder.delete();
	}

	private IllegalStateException failure(String what) {
		return new IllegalStateException(
				this.name + " " + what + ". Correct what the end of its log shows, or the arguments given to start():\n"
						+ this.folder.tailOfLog());
	}

	private Process process() {
		Process process = this.process;
		if (process == null) {
			throw new IllegalStateException(this.name + " was not started: call start() first");
		}
		return process;
	}

	private Process fork(ProcessBuilder builder) {
		synchronized (forks) {
			try {
				return builder.start();
			}
			catch (IOException ex) {
				throw new IllegalStateException("Cannot start a process for " + this.name + ": check that "
						+ builder.command().get(0) + " is installed and may be executed", ex);
			}
		}
	}

	private static List<String> watched(List<String> command) {
		List<String> watched = new ArrayList<>(List.of("sh", "-c", WATCHED, "dual-stream"));
		watched.addAll(command);
		return watched;
	}

	private static boolean waitForExit(Process process, Duration timeout) {
		try {
			return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a server process", ex);
		}
	}

}
