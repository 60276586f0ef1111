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
 * Conversion between positions or cursors and their text forms for clients; the only
 * place for this. The application's own endpoints use the bean of this type, so that
 * their positions are cursors of the feeds, encrypted if
 * {@code dual-stream.web.cursor-key} is set. Thread-safe.
 */
public final class ClientCursors {

	private final PositionTexts texts;

	private ClientCursors(PositionTexts texts) {
		this.texts = texts;
	}

	/**
	 * Create plain cursors, which reveal partition and offset, and so the number of other
	 * events between two of a client's own.
	 * @return the cursors
	 */
	public static ClientCursors plain() {
		return new ClientCursors(PositionTexts.PLAIN);
	}

	/**
	 * Create encrypted cursors, which reveal nothing.
	 * @param key key of 16 or 32 bytes that all instances share
	 * @param otherKeys further keys whose cursors are accepted
	 * @return the cursors
	 */
	public static ClientCursors encrypted(byte[] key, List<byte[]> otherKeys) {
		return new ClientCursors(new EncryptedTexts(key, otherKeys));
	}

	/**
	 * Cursor of a client that has received everything up to a position of the log.
	 * @param position position of an event that the client may read
	 * @return the text, with characters that are valid in URLs, JSON strings and entity
	 * tags
	 */
	public String of(Position position) {
		return this.texts.write(position.toString());
	}

	/**
	 * Cursor of a client that has received all messages taken from its feed so far.
	 * @return the text; {@code null} if the client has no cursor yet
	 */
	@Nullable String of(Feed feed) {
		StringBuilder plain = new StringBuilder(64);
		return feed.appendCursor(plain) ? this.texts.write(plain.toString()) : null;
	}

	/**
	 * Position up to which a client has received everything.
	 * @param text text of the client's cursor, which may be invalid
	 * @return the position, whose offset is -1 at the beginning of a partition
	 * @throws IllegalArgumentException if the text is not a cursor of one partition
	 */
	public Position position(String text) {
		String plain = this.texts.read(text);
		if (plain == null) {
			throw new IllegalArgumentException("not a cursor that this application issued");
		}
		return Cursor.parse(plain).position();
	}

	/** Request of a client that wants to resume; its text may not be a cursor. */
	FeedRequest resume(Collection<Source> sources, String text, int history) {
		String plain = this.texts.read(text);
		return FeedRequest.resume(sources, (plain != null) ? plain : "", history);
	}

}
