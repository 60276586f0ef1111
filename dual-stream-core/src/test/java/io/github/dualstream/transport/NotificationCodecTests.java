package io.github.dualstream.transport;

import java.nio.charset.StandardCharsets;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link NotificationCodec}.
 */
class NotificationCodecTests {

	private static final ChannelNaming NAMING = new ChannelNaming("events", ChannelStrategy.PER_SOURCE, 1);

	private static final Position POSITION = new Position("events", 3, 42);

	private final NotificationCodec codec = new NotificationCodec(NAMING);

	@Test
	void theMessageIsIdsAndPositions() {
		Notification notification = new Notification("e1", "order.placed", new Source("order", "7"), POSITION,
				new Position("events", 3, 40));
		assertThat(text(notification)).isEqualTo("{\"id\":\"e1\",\"type\":\"order.placed\",\"source_id\":\"7\","
				+ "\"position\":\"events:3:42\",\"prev\":\"events:3:40\"}");
	}

	@Test
	void withoutAPreviousPositionThereIsNoSuchField() {
		assertThat(text(new Notification("e1", "t", new Source("order", "7"), POSITION, null)))
			.isEqualTo("{\"id\":\"e1\",\"type\":\"t\",\"source_id\":\"7\",\"position\":\"events:3:42\"}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"", "\\", "\\\"", "\",\"type\":\"x", "\\u0000", "{}", "</script>", "a:b", "Grüße", "🎈",
			"日本" })
	void whatIsWrittenIsReadAgain(String sourceId) {
		Notification notification = new Notification("e1", "t", new Source("order", sourceId), POSITION, null);
		assertThat(this.codec.decode(NAMING.channelOf(new Source("order", sourceId)), this.codec.encode(notification)))
			.isEqualTo(notification);
	}

	@ParameterizedTest
	@EnumSource(ChannelStrategy.class)
	void everyChannelStrategyIsReadWithItsSourceType(ChannelStrategy strategy) {
		ChannelNaming naming = new ChannelNaming("events", strategy, 4);
		NotificationCodec codec = new NotificationCodec(naming);
		Notification notification = new Notification("e1", "t", new Source("order", "a:b"), POSITION, null);
		assertThat(codec.decode(naming.channelOf(new Source("order", "a:b")), codec.encode(notification)))
			.isEqualTo(notification);
	}

	@Test
	void aSourceOfAnotherBucketIsRefused() {
		NotificationCodec codec = new NotificationCodec(new ChannelNaming("events", ChannelStrategy.BUCKETED, 1000));
		byte[] message = codec.encode(new Notification("e1", "t", new Source("order", "a"), POSITION, null));
		String other = new ChannelNaming("events", ChannelStrategy.BUCKETED, 1000).channelOf(new Source("order", "b"));
		assertThatIllegalArgumentException().isThrownBy(() -> codec.decode(other, message))
			.withMessageContaining("source_id");
	}

	private String text(Notification notification) {
		return new String(this.codec.encode(notification), StandardCharsets.UTF_8);
	}

}
