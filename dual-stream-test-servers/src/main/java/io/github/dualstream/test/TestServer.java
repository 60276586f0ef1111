package io.github.dualstream.test;

/**
 * A server, or an application, in a process of its own, that can be killed and stopped
 * like one. It keeps its address for life.
 * <p>
 * All methods may be called by any thread. They throw {@link IllegalStateException}, with
 * the end of the server's log if there is one, when the server fails.
 */
public abstract sealed class TestServer implements AutoCloseable
		permits KafkaServer, RedisServer, NatsServer, PostgresServer, ApplicationProcess {

	private final ServerProcess process;

	TestServer(ServerProcess process) {
		this.process = process;
	}

	/**
	 * Kills the server (SIGKILL) and waits until it has ended. Does nothing if it is not
	 * running.
	 */
	public final void kill() {
		this.process.kill();
	}

	/**
	 * Stops the server's threads (SIGSTOP) and waits until they do: connections stay open
	 * and new ones are accepted by the operating system, nothing answers. Not on Windows.
	 */
	public final void pause() {
		this.process.suspend();
	}

	/**
	 * Resumes a paused server (SIGCONT) and waits until it answers.
	 */
	public final void resume() {
		this.process.signal("CONT");
		awaitReady(this.process);
	}

	/**
	 * Restarts the server, on the same port and with its data, and waits until it
	 * answers. Kills it first if it is still running.
	 */
	public final synchronized void restart() {
		this.process.kill();
		run();
	}

	/**
	 * Whether the server's process exists, even if paused.
	 * @return whether it runs
	 */
	public final boolean isRunning() {
		return this.process.isRunning();
	}

	/**
	 * Kills the server and deletes its data. It cannot be restarted afterwards.
	 */
	@Override
	public final void close() {
		this.process.close();
	}

	final ServerProcess process() {
		return this.process;
	}

	final long pid() {
		return this.process.pid();
	}

	final void closeAtExit() {
		this.process.closeAtExit();
	}

	/**
	 * Starts the server for the first time; closes it if it does not start.
	 */
	final void startOrClose() {
		try {
			run();
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	private void run() {
		this.process.start();
		awaitReady(this.process);
	}

	abstract void awaitReady(ServerProcess process);

}
