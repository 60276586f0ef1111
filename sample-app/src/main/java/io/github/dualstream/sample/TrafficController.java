package io.github.dualstream.sample;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Starts and stops the made-up traffic.
 */
@RestController
@RequestMapping("/demo/traffic")
final class TrafficController {

	private final TrafficGenerator generator;

	TrafficController(TrafficGenerator generator) {
		this.generator = generator;
	}

	@GetMapping
	State state() {
		return new State(this.generator.isRunning(), SampleDeliveries.REPOSITORIES);
	}

	@PostMapping
	State start(@RequestBody Traffic traffic) {
		requireRange("perSecond", traffic.perSecond(), Traffic.MAX_PER_SECOND);
		requireRange("seconds", traffic.seconds(), Traffic.MAX_SECONDS);
		this.generator.start(traffic);
		return state();
	}

	@DeleteMapping
	State stop() {
		this.generator.stop();
		return state();
	}

	private static void requireRange(String field, int value, int max) {
		if (value < 1 || value > max) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST, field + " must be 1 to " + max);
		}
	}

	/**
	 * The answer.
	 *
	 * @param running whether there is traffic
	 * @param repositories what it is about
	 */
	record State(boolean running, List<String> repositories) {

	}

}
