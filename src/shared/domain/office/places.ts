/** Legal districts and the functional zones that receive tickets on their own (武汉市). */
export const districts = [
  '江岸区',
  '江汉区',
  '硚口区',
  '汉阳区',
  '武昌区',
  '青山区',
  '洪山区',
  '东西湖区',
  '汉南区',
  '蔡甸区',
  '江夏区',
  '黄陂区',
  '新洲区',
  '武汉经开区',
  '东湖高新区',
  '东湖风景区',
  '长江新区',
] as const;
/** When the citizen's words do not tell the district: whoever takes the ticket on finds it out. */
const undecidedDistrict = '待核实';

/** What may stand as a ticket's district. */
export const districtChoices: readonly string[] = [...districts, undecidedDistrict];

export type District = (typeof districts)[number];

export function isDistrict(value: string): value is District {
  return districts.some((district) => district === value);
}
