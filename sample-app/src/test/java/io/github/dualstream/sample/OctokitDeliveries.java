package io.github.dualstream.sample;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real deliveries, as the npm package {@code @octokit/webhooks-examples} has collected
 * them. It is downloaded into {@code target} once.
 */
final class OctokitDeliveries {

	private static final String PACKAGE = "https://registry.npmjs.org/@octokit/webhooks-examples/-/webhooks-examples-7.6.1.tgz";

	private static final String SHA_512 = "De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ==";

	private static final String FILE = "package/api.github.com/index.json";

	private static final Path TARGET = Path.of("target", "webhooks-examples-7.6.1.json");

	private OctokitDeliveries() {
	}

	/**
	 * The deliveries.
	 * @return an array of objects with the {@code name} of an event and {@code examples}
	 */
	static JsonNode read() throws Exception {
		if (!Files.exists(TARGET)) {
			byte[] json = extract(download());
			Files.createDirectories(TARGET.getParent());
			Files.write(TARGET, json);
		}
		return new JsonMapper().readTree(Files.readAllBytes(TARGET));
	}

	private static byte[] download() throws InterruptedException, GeneralSecurityException {
		HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
		HttpRequest request = HttpRequest.newBuilder(URI.create(PACKAGE)).timeout(Duration.ofSeconds(60)).build();
		try {
			byte[] body = client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
			String digest = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(body));
			if (!digest.equals(SHA_512)) {
				throw new IOException("the answer is not the package: " + body.length + " bytes of SHA-512 " + digest);
			}
			return body;
		}
		catch (IOException ex) {
			throw new TestAbortedException("Skipped, as GitHub's example deliveries cannot be downloaded from "
					+ PACKAGE + "; put its " + FILE + " to " + TARGET.toAbsolutePath() + " instead: " + ex, ex);
		}
	}

	/** Of a tar header, the name and the size are all that matters here. */
	private static byte[] extract(byte[] tgz) throws IOException {
		try (DataInputStream tar = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(tgz)))) {
			byte[] header = new byte[512];
			while (true) {
				tar.readFully(header);
				byte[] content = new byte[Integer.parseInt(text(header, 124, 11), 8)];
				tar.readFully(content);
				tar.skipNBytes((512 - content.length % 512) % 512);
				if (text(header, 0, 100).equals(FILE)) {
					return content;
				}
			}
		}
		catch (EOFException ex) {
			throw new IOException(FILE + " is not in the package", ex);
		}
	}

	private static String text(byte[] header, int offset, int length) {
		return new String(header, offset, length, StandardCharsets.US_ASCII).replace("\0", "").trim();
	}

}
