package io.github.dualstream.autoconfigure.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import io.nats.client.NKey;
import io.nats.client.support.JsonSerializable;
import io.nats.client.support.JwtUtils;

/**
 * Operator of a NATS server with one account, who issues credentials files.
 */
final class NatsOperator {

	private static final String ACCOUNT = """
			{"type":"account","version":2,"default_permissions":{"pub":{},"sub":{}},"limits":{"subs":-1,"data":-1,\
			"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1%s}}""";

	private static final String JETSTREAM = ",\"mem_storage\":-1,\"disk_storage\":-1,\"streams\":-1,\"consumer\":-1";

	private static final String USER = """
			{"type":"user","version":2,"subs":-1,"data":-1,"payload":-1,"pub":{},"sub":{}}""";

	private final SecureRandom random = new SecureRandom();

	private final NKey operator;

	private final NKey system;

	private final NKey account;

	NatsOperator() throws GeneralSecurityException, IOException {
		this.operator = NKey.createOperator(this.random);
		this.system = NKey.createAccount(this.random);
		this.account = NKey.createAccount(this.random);
	}

	/** Lines of the configuration of a server. */
	String configuration() throws GeneralSecurityException, IOException {
		return """
				operator: %s
				system_account: %s
				resolver: MEMORY
				resolver_preload: {
				  %s: %s
				  %s: %s
				}
				""".formatted(issue(this.operator, this.operator, "{\"type\":\"operator\",\"version\":2}"),
				publicKey(this.system), publicKey(this.system),
				issue(this.operator, this.system, ACCOUNT.formatted("")), publicKey(this.account),
				issue(this.operator, this.account, ACCOUNT.formatted(JETSTREAM)));
	}

	/** Write a credentials file of a new user. */
	Path credentials(Path folder) throws GeneralSecurityException, IOException {
		NKey user = NKey.createUser(this.random);
		return Files.writeString(folder.resolve("user.creds"),
				JwtUtils.NATS_USER_JWT_FORMAT.formatted(issue(this.account, user, USER), new String(user.getSeed())));
	}

	private static String issue(NKey issuer, NKey subject, String claims) throws GeneralSecurityException, IOException {
		return JwtUtils.issueJWT(issuer, publicKey(subject), "test", null, JwtUtils.currentTimeSeconds(),
				publicKey(issuer), (JsonSerializable) () -> claims);
	}

	private static String publicKey(NKey key) throws GeneralSecurityException, IOException {
		return new String(key.getPublicKey());
	}

}
