// SPDX-License-Identifier: Apache-2.0
// A door to Kafka that a test opens when it likes: before, nobody answers at its address.
#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace clearway::events {

// A client asks here which brokers there are, and goes to them by their own addresses.
class Door {
public:
    explicit Door(const std::string& broker)
        : broker_(AddressOf(static_cast<std::uint16_t>(
              std::stoi(broker.substr(broker.rfind(':') + 1))))),
          listener_(socket(AF_INET, SOCK_STREAM, 0)) {
        auto own = AddressOf(0);
        if (bind(listener_, reinterpret_cast<sockaddr*>(&own), sizeof own) != 0)
            throw std::runtime_error("no port is free");
        socklen_t size = sizeof own;
        getsockname(listener_, reinterpret_cast<sockaddr*>(&own), &size);
        address_ = "127.0.0.1:" + std::to_string(ntohs(own.sin_port));
    }
    ~Door() {
        shutdown(listener_, SHUT_RDWR);
        if (porter_.joinable()) porter_.join();
        for (const int end : ends_) shutdown(end, SHUT_RDWR);
        for (auto& pump : pumps_) pump.join();
        for (const int end : ends_) close(end);
        close(listener_);
    }
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    const std::string& Address() const { return address_; }

    void Open() {
        listen(listener_, 16);
        porter_ = std::thread([this] {
            for (int guest = 0; (guest = accept(listener_, nullptr, nullptr)) >= 0;) Connect(guest);
        });
    }

private:
    static sockaddr_in AddressOf(std::uint16_t port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    void Connect(int guest) {
        const int host = socket(AF_INET, SOCK_STREAM, 0);
        ends_.insert(ends_.end(), {guest, host});
        if (connect(host, reinterpret_cast<const sockaddr*>(&broker_), sizeof broker_) != 0) return;
        pumps_.emplace_back([=] { Pump(guest, host); });
        pumps_.emplace_back([=] { Pump(host, guest); });
    }

    static void Pump(int from, int to) {
        std::array<char, 65536> bytes{};
        for (ssize_t size = 0; (size = recv(from, bytes.data(), bytes.size(), 0)) > 0;)
            for (ssize_t sent = 0, n = 0; sent < size; sent += n)
                if ((n = send(to, bytes.data() + sent, static_cast<std::size_t>(size - sent),
                              MSG_NOSIGNAL)) <= 0)
                    return;
        shutdown(to, SHUT_RDWR);
    }

    const sockaddr_in broker_;
    const int listener_;
    std::string address_;
    std::vector<int> ends_;  // of the porter, until it is gone
    std::vector<std::thread> pumps_;
    std::thread porter_;
};

}  // namespace clearway::events
