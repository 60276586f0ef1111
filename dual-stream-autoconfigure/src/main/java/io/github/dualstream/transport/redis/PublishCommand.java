package io.github.dualstream.transport.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.netty.buffer.ByteBuf;

/**
 * A PUBLISH that knows whether it may have left for Redis.
 */
final class PublishCommand extends Command<byte[], byte[], Long> {

	private volatile boolean encoded;

	PublishCommand(byte[] channel, byte[] message) {
		super(CommandType.PUBLISH, new IntegerOutput<>(ByteArrayCodec.INSTANCE),
				new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey(channel).addValue(message));
	}

	@Override
	public void encode(ByteBuf buffer) {
		this.encoded = true;
		super.encode(buffer);
	}

	boolean isEncoded() {
		return this.encoded;
	}

}
