/// How a private server is set up: what must hold, and defaults for a small server beside its one client.
struct ClusterSettings {
    /// Whether committed data survive a crash of the machine.
    var durable: Bool
    /// What the owner wants otherwise; it cannot open the server to the network.
    var overrides: [String: String]

    /// The server's arguments for a socket in `folder`.
    func arguments(socketFolder: String) -> [String] {
        var settings = [
            "autovacuum_naptime": "20s",
            "checkpoint_timeout": "15min",
            "cluster_name": "private",
            "effective_cache_size": "256MB",
            "jit": "off",
            "log_checkpoints": "off",
            // A client gets its errors itself; the log keeps the server's own events, so it stays small.
            "log_min_messages": "log",
            "log_timezone": "UTC",
            "maintenance_work_mem": "64MB",
            "max_connections": "40",
            "max_wal_size": "512MB",
            "max_worker_processes": "4",
            "min_wal_size": "64MB",
            "random_page_cost": "1.1",
            "shared_buffers": "32MB",
            "timezone": "UTC",
            "work_mem": "8MB",
        ]
        if durable {
            // One file for each day of the week, each begun anew when its day comes.
            settings["logging_collector"] = "on"
            settings["log_directory"] = "log"
            settings["log_filename"] = "server-%a.log"
            settings["log_rotation_age"] = "1d"
            settings["log_rotation_size"] = "0"
            settings["log_truncate_on_rotation"] = "on"
        } else {
            settings["fsync"] = "off"
            settings["synchronous_commit"] = "off"
            settings["full_page_writes"] = "off"
        }
        settings.merge(overrides) { $1 }
        settings["listen_addresses"] = ""
        settings["port"] = "5432"
        settings["unix_socket_directories"] = socketFolder
        settings["unix_socket_permissions"] = "0700"
        return settings.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    }
}
