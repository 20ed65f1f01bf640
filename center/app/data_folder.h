// center/app/data_folder.h: the folder of a centre's data, held by one program at a time.
//
// Role        Makes the folder, for its owner alone, and holds the lock on its file `lock`. Two
//             centres over one journal would each append to it what the other has not read.
// Invariants  The lock is the process's: it is gone with it, killed or not, and no file has to be
//             removed by hand.
// Threads     The main thread.
//
// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>

namespace probant::center {

class DataFolder {
public:
    /// Throws CannotStart when another program holds it.
    explicit DataFolder(const std::filesystem::path& path);
    DataFolder(const DataFolder&) = delete;
    DataFolder& operator=(const DataFolder&) = delete;
    DataFolder(DataFolder&&) = delete;
    DataFolder& operator=(DataFolder&&) = delete;
    ~DataFolder();

private:
    int lock_ = -1;
};

/// A disk that is full cannot even be read from: what sessions set aside is given back, one after
/// the other. Throws CannotStart when that is not enough.
void make_room_to_start(const std::filesystem::path& data);

}  // namespace probant::center
