package io.vxplan.host.ssh;

import java.io.Serial;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/// Gives the JDK's factory of elliptic-curve keys the name by which the SSH library asks for it.
/// BouncyCastle, which the library would load for it, takes most of a second.
final class EcdsaName extends Provider {
    @Serial private static final long serialVersionUID = 1L;

    EcdsaName() {
        super("vxplan-ecdsa", "1", "KeyFactory ECDSA, which is the JDK's EC");
        putService(
                new Service(this, "KeyFactory", "ECDSA", Factory.class.getName(), null, null) {
                    @Override
                    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                        return new Factory(KeyFactory.getInstance("EC"));
                    }
                });
    }

    private static final class Factory extends KeyFactorySpi {
        private final KeyFactory factory;

        Factory(KeyFactory factory) {
            this.factory = factory;
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return factory.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return factory.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec)
                throws InvalidKeySpecException {
            return factory.getKeySpec(key, spec);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return factory.translateKey(key);
        }
    }
}
