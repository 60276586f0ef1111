package io.github.dualstream.transport.redis.streams;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;

/**
 * Script that Redis runs as one step. Sent by its digest, and in full to a server that
 * does not have it.
 */
final class LuaScript {

	private final String text;

	private final String digest;

	LuaScript(String text) {
		this.text = text;
		this.digest = sha1(text);
	}

	/**
	 * Run the script.
	 * @param commands commands of the connection
	 * @param keys keys of one slot
	 * @param arguments arguments in the text form of Redis
	 * @return the result, a list
	 */
	CompletableFuture<List<Object>> run(RedisClusterAsyncCommands<byte[], byte[]> commands, byte[][] keys,
			Object... arguments) {
		byte[][] values = new byte[arguments.length][];
		for (int i = 0; i < arguments.length; i++) {
			values[i] = StreamKeys.bytes(arguments[i].toString());
		}
		return commands.<List<Object>>evalsha(this.digest, ScriptOutputType.MULTI, keys, values)
			.toCompletableFuture()
			.exceptionallyCompose((failure) -> (StreamConnection.causeOf(failure) instanceof RedisNoScriptException)
					? commands.<List<Object>>eval(this.text, ScriptOutputType.MULTI, keys, values).toCompletableFuture()
					: CompletableFuture.failedFuture(failure));
	}

	private static String sha1(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-1", ex);
		}
	}

}
