package io.github.dualstream.autoconfigure.nats;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Self-signed certificate of 127.0.0.1 with its key, by the JDK's keytool, as PEM files.
 *
 * @param certificate file of the certificate
 * @param key file of the key
 */
record TestCertificate(Path certificate, Path key) {

	private static final String PASSWORD = "changeit";

	static TestCertificate in(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
		Path store = folder.resolve("test.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "test", "-keyalg", "RSA", "-storetype", "PKCS12", "-keystore",
				store.toString(), "-storepass", PASSWORD, "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
				"-validity", "2")
			.redirectErrorStream(true)
			.start();
		String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(keytool.exitValue()).as(output).isZero();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream content = Files.newInputStream(store)) {
			keys.load(content, PASSWORD.toCharArray());
		}
		return new TestCertificate(
				write(folder.resolve("test.crt"), "CERTIFICATE", keys.getCertificate("test").getEncoded()),
				write(folder.resolve("test.key"), "PRIVATE KEY",
						keys.getKey("test", PASSWORD.toCharArray()).getEncoded()));
	}

	private static Path write(Path file, String type, byte[] content) throws IOException {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
	}

}
