/** Why a file did not reach the other side, or was not taken from it, and what to do: for the course of a ticket and for the ledger. */
export const fileFaultWords = {
  withdrawn: '已撤回',
  damaged: '服务器上的文件已损坏',
  notClean: '照片里的拍摄信息无法去除，没有发出',
  noPlace: '没有配置附件接口，请信息管理员补充',
  tooLong: '超过允许的大小',
  tooMany: '一条消息的附件太多',
  quota: '当天附件已到上限',
  diskFull: '服务器磁盘空间不足',
  notKept: '服务器没有存下，请信息管理员检查磁盘后请对方重发',
  type: '不是可收的文件类型',
  hash: '校验值不符',
  empty: '空文件',
  path: '只收文件名，不收路径，也不收文件夹',
  unreadable: '内容无法识别',
  notThere: '文件没有一起放入',
  overtaken: '市级平台后来已有新的意见',
} as const;
