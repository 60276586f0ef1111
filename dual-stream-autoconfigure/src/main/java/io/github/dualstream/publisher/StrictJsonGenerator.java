package io.github.dualstream.publisher;

import java.nio.CharBuffer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.core.util.JsonGeneratorDelegate;

/**
 * Refuses what JSON does not have: NaN and the infinities, which Jackson would write as
 * text, and unpaired surrogates, which it would write as an escape that other parsers
 * refuse or replace.
 */
final class StrictJsonGenerator extends JsonGeneratorDelegate {

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
	public JsonGenerator writeString(String text) {
		requirePairs(text);
		super.writeString(text);
		return this;
	}

	@Override
	public JsonGenerator writeString(char[] buffer, int offset, int length) {
		requirePairs(CharBuffer.wrap(buffer, offset, length));
		super.writeString(buffer, offset, length);
		return this;
	}

	private void requireFinite(double number) {
		if (!Double.isFinite(number)) {
			throw new StreamWriteException(this, "JSON has no number " + number);
		}
	}

	private void requirePairs(@Nullable CharSequence text) {
		if (text == null || !hasSurrogates(text)) {
			return;
		}
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				requirePair(text, i);
				i++;
			}
		}
	}

	/**
	 * Nearly every text has none, and a loop that steps evenly is compiled to several
	 * times faster code.
	 */
	private static boolean hasSurrogates(CharSequence text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return true;
			}
		}
		return false;
	}

	private void requirePair(CharSequence text, int i) {
		if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
			throw new StreamWriteException(this,
					"text has the unpaired surrogate U+%04X at position %d".formatted((int) text.charAt(i), i));
		}
	}

}
