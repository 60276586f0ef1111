package io.github.dualstream.sample;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Tells GitHub's deliveries from everybody else's: GitHub signs the body with a shared
 * secret.
 */
@Component
final class WebhookSignature {

	private static final String ALGORITHM = "HmacSHA256";

	private static final String PREFIX = "sha256=";

	private static final Predicate<String> WELL_FORMED = Pattern.compile(PREFIX + "[0-9a-f]{64}").asMatchPredicate();

	private final @Nullable SecretKeySpec key;

	WebhookSignature(GithubProperties properties) {
		String secret = properties.webhookSecret();
		this.key = StringUtils.hasLength(secret) ? new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM)
				: null;
	}

	/** Whether it is worth reading the body that it is said to sign. */
	boolean isWellFormed(@Nullable String signature) {
		return this.key == null || (signature != null && WELL_FORMED.test(signature));
	}

	boolean isValid(byte[] body, @Nullable String signature) {
		if (this.key == null) {
			return true;
		}
		return signature != null && MessageDigest.isEqual(sign(this.key, body).getBytes(StandardCharsets.UTF_8),
				signature.getBytes(StandardCharsets.UTF_8));
	}

	private static String sign(SecretKeySpec key, byte[] body) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
			return PREFIX + HexFormat.of().formatHex(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has " + ALGORITHM, ex);
		}
	}

}
