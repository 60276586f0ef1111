package io.github.dualstream.feed.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Positions and cursors encrypted with AES-GCM, as URL-safe Base64 of a version, a random
 * salt and the encrypted text. Equal positions have different texts: otherwise, the
 * cursors of two heartbeats would reveal whether others have published in between.
 * Offsets are encrypted at full width, because the length of a text would reveal their
 * number of digits.
 * <p>
 * Key and nonce of each text are derived from the secret and the salt. With one key for
 * all texts, random nonces of 96 bits are safe for 2<sup>32</sup> texts, which some
 * thousand clients receive within days.
 */
final class EncryptedTexts implements PositionTexts {

	/**
	 * Maximum length, above that of the longest cursor that a client can send in a
	 * header.
	 */
	private static final int MAX_LENGTH = 8 * 1024;

	private static final byte VERSION = 1;

	private static final int SALT_BYTES = 16;

	private static final int HEADER_BYTES = 1 + SALT_BYTES;

	private static final int KEY_BYTES = 16;

	private static final int NONCE_BYTES = 12;

	private static final int TAG_BYTES = 16;

	private static final String MAC = "HmacSHA256";

	private static final byte[] PURPOSE = "dual-stream cursor".getBytes(StandardCharsets.US_ASCII);

	/** Every second number of a cursor, and the last one of a position. */
	private static final Pattern OFFSET = Pattern.compile("(:[0-9]+:)([0-9]+)");

	private static final int OFFSET_DIGITS = 19;

	private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

	private final SecureRandom random = new SecureRandom();

	private final SecretKeySpec secret;

	/** Current key and further keys that texts may have been written with. */
	private final List<SecretKeySpec> readable;

	/**
	 * Create the conversion.
	 * @param secret key for writing and reading
	 * @param others further keys for reading
	 */
	EncryptedTexts(byte[] secret, List<byte[]> others) {
		this.secret = new SecretKeySpec(secret, MAC);
		this.readable = Stream
			.concat(Stream.of(this.secret), others.stream().map((other) -> new SecretKeySpec(other, MAC)))
			.toList();
	}

	@Override
	public String write(String plain) {
		byte[] content = atFullWidth(plain).getBytes(StandardCharsets.US_ASCII);
		byte[] salt = new byte[SALT_BYTES];
		this.random.nextBytes(salt);
		byte[] text = new byte[HEADER_BYTES + content.length + TAG_BYTES];
		text[0] = VERSION;
		System.arraycopy(salt, 0, text, 1, SALT_BYTES);
		try {
			cipher(Cipher.ENCRYPT_MODE, this.secret, text).doFinal(content, 0, content.length, text, HEADER_BYTES);
		}
		catch (GeneralSecurityException ex) {
			throw missing(ex);
		}
		return ENCODER.encodeToString(text);
	}

	private static String atFullWidth(String plain) {
		return OFFSET.matcher(plain)
			.replaceAll((match) -> match.group(1) + "0".repeat(Math.max(0, OFFSET_DIGITS - match.group(2).length()))
					+ match.group(2));
	}

	@Override
	public @Nullable String read(String text) {
		byte[] bytes = decode(text);
		if (bytes == null || bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] != VERSION) {
			return null;
		}
		return this.readable.stream()
			.map((key) -> decrypt(key, bytes))
			.filter((plain) -> plain != null)
			.findFirst()
			.orElse(null);
	}

	/** Decode a text; only one text is accepted for the same bytes. */
	private static byte @Nullable [] decode(String text) {
		if (text.length() > MAX_LENGTH) {
			return null;
		}
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			return ENCODER.encodeToString(bytes).equals(text) ? bytes : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static @Nullable String decrypt(SecretKeySpec secret, byte[] text) {
		try {
			byte[] content = cipher(Cipher.DECRYPT_MODE, secret, text).doFinal(text, HEADER_BYTES,
					text.length - HEADER_BYTES);
			return new String(content, StandardCharsets.US_ASCII);
		}
		catch (AEADBadTagException ex) {
			return null;
		}
		catch (GeneralSecurityException ex) {
			throw missing(ex);
		}
	}

	private static Cipher cipher(int mode, SecretKeySpec secret, byte[] text) throws GeneralSecurityException {
		Mac mac = Mac.getInstance(MAC);
		mac.init(secret);
		mac.update(PURPOSE);
		mac.update(text, 0, HEADER_BYTES);
		byte[] derived = mac.doFinal();
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, new SecretKeySpec(derived, 0, KEY_BYTES, "AES"),
				new GCMParameterSpec(TAG_BYTES * Byte.SIZE, derived, KEY_BYTES, NONCE_BYTES));
		return cipher;
	}

	private static IllegalStateException missing(GeneralSecurityException ex) {
		return new IllegalStateException("Cursors cannot be encrypted: this Java runtime fails at AES-GCM or HMAC", ex);
	}

}
