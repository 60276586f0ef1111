package io.github.dualstream.feed.web;

import java.util.Collection;
import java.util.List;

import io.github.dualstream.Position;
import io.github.dualstream.Source;
import io.github.dualstream.feed.Cursor;
import io.github.dualstream.feed.Feed;
import io.github.dualstream.feed.FeedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Positions and cursors as clients hold them: the only place where these become texts for
 * clients, and texts of clients become these. Thread-safe.
 */
public final class ClientCursors {

	private final PositionTexts texts;

	private ClientCursors(PositionTexts texts) {
		this.texts = texts;
	}

	/**
	 * Cursors that tell partition and offset, and so how many events of others lie
	 * between two of a client's own.
	 * @return the cursors
	 */
	public static ClientCursors plain() {
		return new ClientCursors(PositionTexts.PLAIN);
	}

	/**
	 * Cursors that tell nothing but whose holder was here.
	 * @param key secret of 16 or 32 bytes that all instances share
	 * @param otherKeys secrets whose cursors are accepted, too
	 * @return the cursors
	 */
	public static ClientCursors encrypted(byte[] key, List<byte[]> otherKeys) {
		return new ClientCursors(new EncryptedTexts(key, otherKeys));
	}

	String of(Position position) {
		return this.texts.write(position.toString());
	}

	/**
	 * Cursor of a client that has got what was taken from its feed so far.
	 * @return the text; {@code null} if the client has no cursor yet
	 */
	@Nullable String of(Feed feed) {
		StringBuilder plain = new StringBuilder(64);
		return feed.appendCursor(plain) ? this.texts.write(plain.toString()) : null;
	}

	/**
	 * Position behind which a client wants to continue.
	 * @throws IllegalArgumentException if the text is not a cursor of one partition
	 */
	Position position(String text) {
		String plain = this.texts.read(text);
		if (plain == null) {
			throw new IllegalArgumentException("not a cursor that was given here");
		}
		return Cursor.parse(plain).position();
	}

	/** Request of a client that wants to resume; its text may be no cursor. */
	FeedRequest resume(Collection<Source> sources, String text, int history) {
		String plain = this.texts.read(text);
		return FeedRequest.resume(sources, (plain != null) ? plain : "", history);
	}

}
