package io.github.dualstream.codec;

import java.nio.CharBuffer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Generator that rejects values without a JSON form: NaN and the infinities, which
 * Jackson would write as text, and unpaired surrogates, which it would write as an escape
 * that other parsers reject or replace.
 */
final class StrictJsonGenerator extends JsonGeneratorDelegate {

	private static final int PIECE = 128;

	private final char[] piece = new char[PIECE];

	StrictJsonGenerator(JsonGenerator delegate) {
		super(delegate, false);
	}

	@Override
	public JsonGenerator writeNumber(double number) {
		requireFinite(number);
		super.writeNumber(number);
		return this;
	}

	@Override
	public JsonGenerator writeNumber(float number) {
		requireFinite(number);
		super.writeNumber(number);
		return this;
	}

	@Override
	public JsonGenerator writeArray(double[] array, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			requireFinite(array[i]);
		}
		super.writeArray(array, offset, length);
		return this;
	}

	@Override
	public JsonGenerator writeName(String name) {
		requirePairs(name);
		super.writeName(name);
		return this;
	}

	@Override
	public JsonGenerator writeString(@Nullable String text) {
		if (text != null) {
			requirePairs(text);
		}
		super.writeString(text);
		return this;
	}

	@Override
	public JsonGenerator writeString(char[] buffer, int offset, int length) {
		if (hasSurrogate(buffer, offset, length)) {
			requirePairsThroughout(CharBuffer.wrap(buffer, offset, length));
		}
		super.writeString(buffer, offset, length);
		return this;
	}

	private void requireFinite(double number) {
		if (!Double.isFinite(number)) {
			throw new StreamWriteException(this, "JSON has no number " + number);
		}
	}

	/**
	 * Hardly any text has surrogates, and searching an array for them is several times
	 * faster than reading a string character by character.
	 */
	private void requirePairs(String text) {
		for (int from = 0; from < text.length(); from += PIECE) {
			int to = Math.min(text.length(), from + PIECE);
			text.getChars(from, to, this.piece, 0);
			if (hasSurrogate(this.piece, 0, to - from)) {
				requirePairsThroughout(text);
				return;
			}
		}
	}

	private static boolean hasSurrogate(char[] chars, int offset, int length) {
		for (int i = offset; i < offset + length; i++) {
			if (Character.isSurrogate(chars[i])) {
				return true;
			}
		}
		return false;
	}

	private void requirePairsThroughout(CharSequence text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				requirePair(text, i);
				i++;
			}
		}
	}

	private void requirePair(CharSequence text, int i) {
		if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
			throw new StreamWriteException(this,
					"text has the unpaired surrogate U+%04X at position %d".formatted((int) text.charAt(i), i));
		}
	}

}
