package io.github.dualstream.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.dualstream.faults.EngineFault.Effect;
import io.github.dualstream.harness.TcpProxy;
import io.github.dualstream.harness.history.LogRecord;
import io.github.dualstream.test.KafkaCluster;
import io.github.dualstream.test.KafkaServer;
import io.github.dualstream.test.RedisServer;

/**
 * Three brokers, and Redis behind a proxy.
 */
final class KafkaUnderFaults implements EngineUnderFaults {

	private final KafkaCluster kafka = KafkaCluster.start();

	private final RedisServer redis = RedisServer.start();

	private final TcpProxy proxy = TcpProxy.to(this.redis.host(), this.redis.port());

	@Override
	public List<EngineFault> faults() {
		List<EngineFault> faults = new ArrayList<>();
		faults.add(new EngineFault("Redis killed", Effect.NOTIFICATIONS, this.redis::kill, this.redis::restart));
		faults.add(new EngineFault("Redis hung", Effect.NOTIFICATIONS, this.redis::pause, this.redis::resume));
		Arrays.stream(NetworkFault.values())
			.forEach((fault) -> faults.add(new EngineFault("Redis " + fault, Effect.NOTIFICATIONS,
					() -> fault.begin(this.proxy), this.proxy::heal)));
		for (int i = 0; i < 3; i++) {
			KafkaServer broker = this.kafka.broker(i);
			faults.add(new EngineFault("broker " + i + " killed", Effect.GOES_ON, broker::kill,
					() -> awaitInSync(broker::restart)));
			faults.add(new EngineFault("broker " + i + " hung", Effect.GOES_ON, broker::pause,
					() -> awaitInSync(broker::resume)));
		}
		faults.add(new EngineFault("two of three brokers killed", Effect.STOPS, () -> {
			this.kafka.broker(0).kill();
			this.kafka.broker(1).kill();
		}, () -> awaitInSync(() -> this.kafka.restart(0, 1))));
		return faults;
	}

	private void awaitInSync(Runnable end) {
		end.run();
		this.kafka.awaitInSync(SoakRun.TOPIC);
	}

	@Override
	public Map<String, String> connection() {
		return Map.of("spring.kafka.bootstrap-servers", this.kafka.bootstrapServers(), "spring.data.redis.host",
				this.proxy.host(), "spring.data.redis.port", Integer.toString(this.proxy.port()));
	}

	@Override
	public Subscriber subscribe() {
		return RedisSubscriber.of(this.redis);
	}

	@Override
	public List<LogRecord> log(String topic) {
		return KafkaLog.readAll(this.kafka.bootstrapServers(), topic);
	}

	@Override
	public GroupOffsets offsets(String group, String topic) {
		return new KafkaGroupOffsets(this.kafka.bootstrapServers(), group, topic);
	}

	@Override
	public void close() {
		this.proxy.close();
		this.redis.close();
		this.kafka.close();
	}

}
