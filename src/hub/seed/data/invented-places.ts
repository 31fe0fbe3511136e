/** Invented names only: no real road, compound or water of the city. */
export const roads = ['示例路', '样例街', '演示大道', '示范一路', '样板街', '例举路', '试点巷', '模拟路'] as const;
export const compounds = ['演示小区', '样例花园', '示例苑', '示范家园', '样板公寓', '例举新村', '模拟里'] as const;
export const waters = ['示例湖湖边', '样例港港渠', '演示渠沿线', '模拟湖湖边'] as const;
export const shores = ['东侧', '西侧', '南侧', '北侧'] as const;
export const dykes = ['示例堤', '样例干堤', '演示支堤'] as const;
export const sites = ['在建工地', '工地北门', '工地西侧围挡', '工地出入口'] as const;
export const times = ['早上七点左右', '上午', '中午', '傍晚', '晚上九点以后', '凌晨', '昨天夜里'] as const;
export const depths = ['没过脚踝', '到小腿', '约二十厘米', '约三十厘米', '快到膝盖'] as const;
/** Polite forms without given names: nobody in particular. */
export const requesters = ['张女士', '李先生', '王女士', '刘先生', '陈女士', '杨先生', '赵女士', '周先生', '吴女士', '徐先生', ''] as const;
