package io.github.dualstream.feed.web;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.feed.FeedRequest;
import io.github.dualstream.feed.ResetReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ClientCursors} and {@link EncryptedTexts}.
 */
class ClientCursorsTests {

	private static final Position POSITION = new Position("events", 3, 123456789);

	private static final String CURSOR = "a.b~6@id_-0:0:7:5:123456789,events~1:0:9223372036854775807";

	private static final List<Source> SOURCES = List.of(new Source("order", "42"));

	private static final byte[] KEY = key(1, 32);

	private static final byte[] OTHER_KEY = key(2, 32);

	private final EncryptedTexts texts = new EncryptedTexts(KEY, List.of());

	@ParameterizedTest
	@ValueSource(ints = { 16, 32 })
	void anotherInstanceWithTheSameKeyReadsWhatOneWrote(int bytes) {
		ClientCursors one = ClientCursors.encrypted(key(7, bytes), List.of());
		ClientCursors other = ClientCursors.encrypted(key(7, bytes), List.of());
		assertThat(other.position(one.of(POSITION))).isEqualTo(POSITION);
	}

	@Test
	void aCursorOfSeveralPartitionsIsResumedAsItWas() {
		FeedRequest request = ClientCursors.encrypted(KEY, List.of()).resume(SOURCES, this.texts.write(CURSOR), 0);
		assertThat(request.reset()).isNull();
		assertThat(request.after())
			.hasToString("a.b~6@id_-0:0:0000000000000000007:5:0000000000123456789," + "events~1:0:9223372036854775807");
	}

	@Test
	void withoutAKeyTextsAreThoseOfTheLog() {
		ClientCursors plain = ClientCursors.plain();
		assertThat(plain.of(POSITION)).isEqualTo("events:3:123456789");
		assertThat(plain.position("events:3:123456789")).isEqualTo(POSITION);
	}

	@Test
	void whatIsChangedOrCutOffOrForeignIsInvalid() {
		String text = this.texts.write(CURSOR);
		for (int i = 0; i < text.length(); i++) {
			char other = (text.charAt(i) == 'A') ? 'B' : 'A';
			assertInvalid(text.substring(0, i) + other + text.substring(i + 1));
			assertInvalid(text.substring(0, i));
		}
		assertInvalid(text + "A");
		assertInvalid(text + "=");
		assertInvalid(text + "\n");
		assertInvalid(CURSOR);
		assertInvalid(POSITION.toString());
		assertInvalid("\u0416".repeat(64));
		assertInvalid("A".repeat(1_000_000));
		assertInvalid(new EncryptedTexts(OTHER_KEY, List.of()).write(CURSOR));
	}

	private void assertInvalid(String text) {
		assertThat(this.texts.read(text)).as(text).isNull();
		ClientCursors cursors = ClientCursors.encrypted(KEY, List.of());
		assertThatIllegalArgumentException().isThrownBy(() -> cursors.position(text));
		assertThat(cursors.resume(SOURCES, text, 0).reset()).isEqualTo(ResetReason.INVALID);
	}

	@Test
	void whileAKeyIsReplacedTheCursorsOfTheOthersAreRead() {
		String old = this.texts.write(CURSOR);
		EncryptedTexts replaced = new EncryptedTexts(OTHER_KEY, List.of(key(3, 16), KEY));
		assertThat(replaced.read(old)).isEqualTo(this.texts.read(old));
		assertThat(this.texts.read(replaced.write(CURSOR))).isNull();
	}

	@Test
	void theSamePositionNeverHasTheSameText() {
		Set<String> written = new HashSet<>();
		for (int i = 0; i < 1000; i++) {
			assertThat(written.add(this.texts.write(CURSOR))).isTrue();
		}
	}

	@Test
	void theLengthDoesNotTellTheOffset() {
		assertThat(Set.of("events:0:0", "events:0:99", "events:0:100000", "events:0:" + Long.MAX_VALUE))
			.extracting((plain) -> this.texts.write(plain).length())
			.containsOnly(this.texts.write("events:0:1").length());
		assertThat(this.texts.write("events~2:0:9:1:99"))
			.hasSameSizeAs(this.texts.write("events~2:0:100000:1:" + Long.MAX_VALUE));
	}

	@Test
	void aTextFitsIntoUrlsHeadersAndJsonAndTellsNothing() {
		String text = this.texts.write(CURSOR);
		assertThat(text).matches("[A-Za-z0-9_-]+");
		assertThat(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1))
			.doesNotContain("events", "123456789");
	}

	private static byte[] key(int value, int bytes) {
		byte[] key = new byte[bytes];
		key[0] = (byte) value;
		return key;
	}

}
