package io.vxplan.host.ssh.key;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/// Authentication by a key that the agent holds (RFC 4252, section 7): asks whether the key would
/// do, and then has the agent sign.
public final class AgentKey extends AbstractAuthMethod {
    private final Agent agent;
    private final Agent.Identity identity;

    public AgentKey(Agent agent, Agent.Identity identity) {
        super("publickey");
        this.agent = agent;
        this.identity = identity;
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    @Override
    public void handle(Message message, SSHPacket packet)
            throws UserAuthException, TransportException {
        if (message == Message.USERAUTH_60) {
            params.getTransport().write(signed(request(true)));
        } else {
            super.handle(message, packet);
        }
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        // Every server since 2016 takes SHA-256 for RSA; Dropbear takes nothing else.
        String algorithm = identity.key().type().replaceFirst("^ssh-rsa", "rsa-sha2-256");
        return super.buildReq()
                .putBoolean(signed)
                .putString(algorithm)
                .putString(identity.key().wire());
    }

    private SSHPacket signed(SSHPacket request) throws UserAuthException {
        byte[] data =
                new Buffer.PlainBuffer()
                        .putString(params.getTransport().getSessionID())
                        .putBuffer(request)
                        .getCompactData();
        try {
            return request.putString(agent.sign(identity, data));
        } catch (IOException e) {
            throw new UserAuthException(e.getMessage(), e);
        }
    }
}
