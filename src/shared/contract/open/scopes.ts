/**
 * What a program of others may be allowed at the hub, each by itself: demands = 提交诉求并查询自己提交的; tickets = 读取非保密工单, names and numbers covered;
 * names = the same uncovered; results = 代部门反馈办理结果, of the one department that the client is for; events = the line of Smart Water.
 */
export const clientScopes = ['demands', 'tickets', 'names', 'results', 'events'] as const;
export type ClientScope = (typeof clientScopes)[number];
