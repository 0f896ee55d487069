package io.vxplan.discovery.dns;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.UnaryOperator;

/// Answers each question, by UDP and TCP on 127.0.0.1, with whatever the test makes of it.
final class HostileServer implements Closeable {
    private static final int MAX_UDP = 1_232;

    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private volatile UnaryOperator<byte[]> answers;

    HostileServer(UnaryOperator<byte[]> answers) throws IOException {
        this.answers = answers;
        this.tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        this.udp =
                new DatagramSocket(new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort()));
        Thread.ofPlatform().daemon().start(this::serveUdp);
        Thread.ofPlatform().daemon().start(this::serveTcp);
    }

    void answer(UnaryOperator<byte[]> now) {
        answers = now;
    }

    int port() {
        return tcp.getLocalPort();
    }

    private void serveUdp() {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        while (!udp.isClosed()) {
            try {
                packet.setLength(65_535);
                udp.receive(packet);
                byte[] question = new byte[packet.getLength()];
                System.arraycopy(packet.getData(), 0, question, 0, question.length);
                byte[] whole = answers.apply(question);
                byte[] answer = whole.length > MAX_UDP ? cutOff(question) : whole;
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // The test ends, or the answer is too large for a datagram.
            }
        }
    }

    private static byte[] cutOff(byte[] question) {
        question[2] |= (byte) 0x86; // QR, AA, TC
        return question;
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                socket.setSoTimeout(1_000);
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] answer = answers.apply(in.readNBytes(in.readUnsignedShort()));
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
            } catch (IOException e) {
                // The next one.
            }
        }
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
    }
}
