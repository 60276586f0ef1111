package io.github.dualstream.benchmarks.feeds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.dualstream.benchmarks.workload.Orders;
import org.awaitility.Awaitility;

/**
 * nginx with its module nchan, one worker, as Debian packages them. It gets the very
 * messages that dual-stream sends.
 */
final class Nchan implements StreamServer {

	static final String NAME = "nchan";

	private static final Path NGINX = Path.of("/usr/sbin/nginx");

	private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");

	private static final String CONFIGURATION = """
			load_module %s;
			daemon off;
			master_process off;
			worker_rlimit_nofile 20000;
			error_log %2$s/error.log crit;
			pid %2$s/nginx.pid;
			events { worker_connections 19000; }
			http {
				access_log off;
				client_body_temp_path %2$s/body;
				proxy_temp_path %2$s/proxy;
				fastcgi_temp_path %2$s/fastcgi;
				uwsgi_temp_path %2$s/uwsgi;
				scgi_temp_path %2$s/scgi;
				keepalive_requests 1000000;
				nchan_shared_memory_size 256M;
				server {
					listen 127.0.0.1:%3$d backlog=4096;
					location = /stream {
						nchan_subscriber eventsource;
						nchan_channel_id orders;
						nchan_subscriber_first_message newest;
					}
					location = /publish {
						nchan_publisher;
						nchan_channel_id orders;
						nchan_message_buffer_length 5000;
						nchan_message_timeout 10m;
					}
				}
			}
			""";

	private final Process process;

	private final int port;

	private final Socket publisher;

	private Nchan(Process process, int port, Socket publisher) {
		this.process = process;
		this.port = port;
		this.publisher = publisher;
	}

	static boolean isInstalled() {
		return Files.isExecutable(NGINX) && Files.isReadable(MODULE);
	}

	static Nchan start() throws IOException {
		Path folder = Files.createTempDirectory("nchan");
		int port = freePort();
		Path configuration = Files.writeString(folder.resolve("nginx.conf"),
				CONFIGURATION.formatted(MODULE, folder, port));
		Process process = new ProcessBuilder(NGINX.toString(), "-e", folder.resolve("error.log").toString(), "-c",
				configuration.toString())
			.inheritIO()
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		Socket publisher = Awaitility.await("nginx listens")
			.atMost(Duration.ofSeconds(10))
			.ignoreExceptions()
			.until(() -> new Socket(InetAddress.getLoopbackAddress(), port), Socket::isConnected);
		publisher.setTcpNoDelay(true);
		return new Nchan(process, port, publisher);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public int port() {
		return this.port;
	}

	@Override
	public String path() {
		return "/stream";
	}

	@Override
	public void publish(List<String> ids) {
		try {
			for (String id : ids) {
				publish(id);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void publish(String id) throws IOException {
		String message = "{\"id\":\"" + id + "\",\"type\":\"" + Orders.TYPE + "\",\"source_type\":\""
				+ Orders.SOURCE_TYPE + "\",\"source_id\":\"" + Gateway.SOURCE_ID
				+ "\",\"position\":\"orders:0:100000\"}";
		this.publisher.getOutputStream()
			.write(("POST /publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + message.length() + "\r\n\r\n"
					+ message)
				.getBytes(StandardCharsets.US_ASCII));
		readAnswer(this.publisher.getInputStream());
	}

	private static void readAnswer(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = input.read();
			if (next < 0) {
				throw new IOException("nginx hung up after: " + head);
			}
			head.append((char) next);
		}
		if (!head.substring(9, 10).equals("2")) {
			throw new IOException("nginx answered: " + head);
		}
		String length = head.substring(head.indexOf("Content-Length: ") + 16).split("\r\n", 2)[0];
		input.skipNBytes(Long.parseLong(length));
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public long heap() {
		return 0;
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
