#include "io_reason.h"

#include <errno.h>
#include <stdio.h>

typedef struct reason {
    int error;
    const char *words[KS_LANG_COUNT];
} reason;

static const reason REASONS[] = {
    {EACCES, {"you do not have the permission", "権限がありません"}},
    {EPERM, {"you do not have the permission", "権限がありません"}},
    {EROFS, {"the file system is read-only", "読み取り専用のファイルシステムです"}},
    {ENOSPC, {"the disk is full", "ディスクがいっぱいです"}},
    {EDQUOT, {"your share of the disk is used up", "ディスクの割り当て容量を使い切りました"}},
    {EFBIG, {"the file would become too large", "ファイルが大きくなりすぎます"}},
    {ENOENT, {"it does not exist", "存在しません"}},
    {ENOTDIR, {"a part of the name is no folder", "パスの一部がフォルダーではありません"}},
    {EEXIST, {"there is a file of that name", "同じ名前のファイルがあります"}},
    {EISDIR, {"it is a folder", "フォルダーです"}},
    {ESPIPE, {"it is no plain file", "通常のファイルではありません"}},
    {ENODEV, {"it is no plain file", "通常のファイルではありません"}},
    {ENAMETOOLONG, {"the name is too long", "名前が長すぎます"}},
    {ELOOP, {"its links lead in a circle", "リンクが循環しています"}},
    {EMFILE, {"too many files are open", "開いているファイルが多すぎます"}},
    {ENFILE, {"too many files are open", "開いているファイルが多すぎます"}},
    {EIO, {"the device failed", "装置の入出力エラーです"}},
    {ETXTBSY, {"it is in use", "使用中です"}},
    {EBUSY, {"it is in use", "使用中です"}},
};

const char *ks_io_reason(int error, const ks_sink *sink, char *buffer)
{
    ks_lang lang = sink != NULL ? sink->lang : KS_LANG_EN;
    for (size_t i = 0; i < sizeof REASONS / sizeof *REASONS; i++) {
        if (REASONS[i].error == error) {
            return REASONS[i].words[lang];
        }
    }
    snprintf(buffer, KS_IO_REASON_SIZE,
             lang == KS_LANG_JA ? "システムのエラー番号 %d" : "error %d of the system", error);
    return buffer;
}
