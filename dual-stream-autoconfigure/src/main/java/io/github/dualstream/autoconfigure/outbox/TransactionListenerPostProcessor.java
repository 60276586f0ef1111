package io.github.dualstream.autoconfigure.outbox;

import io.github.dualstream.outbox.jdbc.JdbcTransactionListener;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Adds the outbox's transaction listener to every transaction manager.
 */
final class TransactionListenerPostProcessor implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof PlatformTransactionManager && bean instanceof ConfigurableTransactionManager manager) {
			JdbcTransactionListener.addTo(manager);
		}
		return bean;
	}

}
