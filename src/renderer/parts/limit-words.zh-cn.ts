/** Words of the presets of limits on the page of officers, administrators and leads. */
export const limitWords = {
  title: '时限预设',
  toConfirm: '预设，待采购人确认',
  note: '改动只对此后开始的时限生效，已在计时的不变。分钟和小时按自然时间，工作日按放假安排。市级平台等外部给定的时限不受影响。',
  whole: '从登记到办结，及重办',
  limit: '时限',
  step: '环节',
  paces: { urgent: '紧急', utility: '供水、渍水', ordinary: '一般' },
  units: { minutes: '分钟', hours: '小时', workingDays: '个工作日' },
  outer: {
    urgentQuestion: '紧急咨询',
    urgentMatter: '紧急求助、投诉',
    consultation: '咨询',
    praise: '表扬',
    demand: '求助、投诉',
    report: '举报',
    suggestion: '建议',
  },
  again: '退回重办（非紧急）',
  unitOf: '{{name}}的单位',
  wrong: '填 1 至 {{most}} 的整数',
  wrongOf: '{{name}}：请填 1 至 {{most}} 的整数',
  confirmWhy:
    '保存后各坐席按新的时限计此后开始的环节，已在计时的不变。修改人、时间和变更前后记入审计。',
  theirs: '您修改期间，别人已改了以下时限；您填的仍在，请核对后再保存：',
} as const;
