package io.github.dualstream.feed.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.dualstream.feed.CloseReason;
import io.github.dualstream.feed.FeedListener;
import io.github.dualstream.transport.Notification;

import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter.DataWithMediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Writes a feed to one client as server-sent events.
 */
final class SseFeedListener implements FeedListener {

	private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

	private final SseEmitter emitter;

	SseFeedListener(SseEmitter emitter) {
		this.emitter = emitter;
	}

	@Override
	public void onNotifications(List<Notification> notifications) throws IOException {
		send(notifications.stream().map(SseFeedListener::frame).collect(Collectors.joining()));
	}

	@Override
	public void onHeartbeat() throws IOException {
		send(text(SseEmitter.event().comment("heartbeat")));
	}

	@Override
	public void onClose(CloseReason reason) {
		if (reason != CloseReason.CLIENT_LEFT) {
			this.emitter.complete();
		}
	}

	private static String frame(Notification notification) {
		return text(SseEmitter.event()
			.id(notification.position().toString())
			.name("event")
			.data(FeedJson.notification(notification), TEXT));
	}

	private static String text(SseEventBuilder event) {
		return event.build().stream().map((part) -> (String) part.getData()).collect(Collectors.joining());
	}

	/** One piece, since the emitter flushes after each. */
	private void send(String frames) throws IOException {
		try {
			this.emitter.send(Set.of(new DataWithMediaType(frames, TEXT)));
		}
		catch (IllegalStateException ex) {
			throw new IOException("The response has ended already", ex);
		}
	}

}
